package io.sallyport.action.shape;

/** The parts that patterns of formats are made of. All admit printable ASCII only. */
final class Grammar {
  static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  static final String TOP = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  static final String HOST = "(?:" + LABEL + "\\.)*" + TOP;

  static final String EMAIL = "[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:" + LABEL + "\\.)+" + TOP;

  private static final String NUMBER = "(?:0|[1-9][0-9]*)";
  private static final String PRE = "(?:" + NUMBER + "|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  static final String SEMVER =
      (NUMBER + "\\." + NUMBER + "\\." + NUMBER)
          + ("(?:-" + PRE + "(?:\\." + PRE + ")*)?")
          + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";

  private static final String SEGMENT = "[A-Za-z0-9_~][A-Za-z0-9._~-]*";
  static final String URI_PATH = "/(?:" + SEGMENT + "(?:/" + SEGMENT + ")*)?";

  private static final String PORT = "[1-9][0-9]{0,4}";

  /** A character of a path or query, or an encoded one that is no control character. */
  private static final String URI_CHARACTER =
      "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?:[2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e]))";

  static final String URI_HTTPS =
      ("https://" + HOST + "(?::" + PORT + ")?")
          + ("(?:/" + URI_CHARACTER + "*)*")
          + ("(?:\\?(?:" + URI_CHARACTER + "|[/?])*)?");

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";

  private static final String GROUP = "(?:0|[1-9a-f][0-9a-f]{0,3})";
  private static final String HEAD = "(?:" + GROUP + ":)";
  private static final String TAIL = "(?::" + GROUP + ")";
  static final String IPV6 =
      ("(?:" + HEAD + "{7}" + GROUP + "|" + HEAD + "{1,7}:|" + HEAD + "{1,6}" + TAIL)
          + ("|" + HEAD + "{1,5}" + TAIL + "{1,2}|" + HEAD + "{1,4}" + TAIL + "{1,3}")
          + ("|" + HEAD + "{1,3}" + TAIL + "{1,4}|" + HEAD + "{1,2}" + TAIL + "{1,5}")
          + ("|" + HEAD + TAIL + "{1,6}|:" + TAIL + "{1,7}|::)");
  static final String CIDR = "(?:" + IPV4 + "|" + IPV6 + ")/(?:0|[1-9][0-9]{0,2})";

  static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  static final String DATE_TIME =
      DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})";

  private static final String BASE64 = "[A-Za-z0-9_-]";
  private static final String BASE64_TAIL =
      "(?:" + BASE64 + "[AQgw]|" + BASE64 + "{2}[AEIMQUYcgkosw048])";
  static final String BASE64URL = "(?:" + BASE64 + "{4})+" + BASE64_TAIL + "?|" + BASE64_TAIL;

  private static final String REF = "[A-Za-z0-9_](?:[A-Za-z0-9_-]|\\.[A-Za-z0-9_-])*";
  static final String GIT_REF = REF + "(?:/" + REF + ")*";

  private Grammar() {}
}
