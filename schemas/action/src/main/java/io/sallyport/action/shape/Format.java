package io.sallyport.action.shape;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;

/**
 * The named forms of strings. A fingerprint covers the name only, so the meaning of a name never
 * changes: a better form gets a new name. One more format is one more line.
 */
public enum Format {
  /** An address that a mail server takes without quoting: ASCII, a domain with a dot. */
  EMAIL(254, "[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:" + Format.LABEL + "\\.)+" + Format.TOP),
  /** A full Git object name, SHA-1 or SHA-256. */
  GIT_SHA(64, "[0-9a-f]{40}|[0-9a-f]{64}"),
  /** A host name (RFC 1123) whose last label begins with a letter, so it is no IP address. */
  HOSTNAME(253, "(?:" + Format.LABEL + "\\.)*" + Format.TOP),
  /** A country, ISO 3166-1 alpha-2, the 249 codes of 2026. */
  ISO_COUNTRY(2, Format.COUNTRIES),
  /** A version, Semantic Versioning 2.0.0. */
  SEMVER(128, Format.CORE + "(?:-" + Format.PRE + "(?:\\." + Format.PRE + ")*)?" + Format.BUILD),
  /** An absolute path without query, percent-encoding, empty segment, or leading dot. */
  URI_PATH(1024, "/(?:" + Format.SEGMENT + "(?:/" + Format.SEGMENT + ")*)?"),
  /** A UUID in lower case (RFC 9562). */
  UUID(36, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String TOP = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String NUMBER = "(?:0|[1-9][0-9]*)";
  private static final String CORE = NUMBER + "\\." + NUMBER + "\\." + NUMBER;
  private static final String PRE = "(?:" + NUMBER + "|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final String BUILD = "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";
  private static final String SEGMENT = "[A-Za-z0-9_~][A-Za-z0-9._~-]*";
  private static final String COUNTRIES =
      "A[DEFGILMOQRSTUWXZ]|B[ABDEFGHIJLMNOQRSTVWYZ]|C[ACDFGHIKLMNORUVWXYZ]|D[EJKMOZ]|E[CEGHRST]"
          + "|F[IJKMOR]|G[ABDEFGHILMNPQRSTUWY]|H[KMNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]"
          + "|L[ABCIKRSTUVY]|M[ACDEFGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA"
          + "|R[EOSUW]|S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGMSYZ]|V[ACEGINU]|W[FS]"
          + "|Y[ET]|Z[AMW]";

  private final int maxLength;
  private final Pattern pattern;

  Format(int maxLength, String pattern) {
    this.maxLength = maxLength;
    this.pattern = Pattern.compile(pattern);
  }

  /** The name in schemas: {@code git-sha}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the whole of {@code value} has this form. */
  public boolean admits(String value) {
    return value.length() <= maxLength && pattern.matches(value);
  }

  /** Reads a name. */
  public static Optional<Format> parse(String text) {
    for (Format format : values()) {
      if (format.text().equals(text)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
