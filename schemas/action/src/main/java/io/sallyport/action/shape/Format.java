package io.sallyport.action.shape;

import com.google.re2j.Pattern;
import io.sallyport.action.pattern.ValuePattern;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The named forms of strings, all of printable ASCII. A fingerprint covers the name only, so the
 * meaning of a name never changes: a better form gets a new name. One more format is one more line,
 * and a check where a pattern cannot say it.
 */
public enum Format {
  /** Binary text without padding, RFC 4648 section 5; the one form of its bytes. */
  BASE64URL(65_536, Grammar.BASE64URL),
  /** A network in CIDR notation, RFC 4632 and RFC 4291, without bits behind the prefix. */
  CIDR(43, Grammar.CIDR, Beyond::isNetwork),
  /** A day that the calendar has, RFC 3339 full-date. */
  DATE(10, Grammar.DATE, Beyond::isDate),
  /** An instant, RFC 3339 date-time in upper case; no leap second. */
  DATE_TIME(35, Grammar.DATE_TIME, Beyond::isDateTime),
  /** A telephone number, ITU-T E.164 with a plus sign. */
  E164(16, "\\+[1-9][0-9]{1,14}"),
  /** An address that a mail server takes without quoting: ASCII, a domain with a dot. */
  EMAIL(254, Grammar.EMAIL),
  /** A branch or tag: a strict part of what git-check-ref-format takes. */
  GIT_REF(244, Grammar.GIT_REF, Beyond::isRef),
  /** A full Git object name, SHA-1 or SHA-256. */
  GIT_SHA(64, "[0-9a-f]{40}|[0-9a-f]{64}"),
  /** A host name (RFC 1123) whose last label begins with a letter, so it is no IP address. */
  HOSTNAME(253, Grammar.HOST),
  /** An address of four decimal numbers without leading zeros, RFC 3986 IPv4address. */
  IPV4(15, Grammar.IPV4),
  /** An address, RFC 4291 forms 1 and 2 in lower case; no zone, no dotted tail. */
  IPV6(39, Grammar.IPV6),
  /** A country, ISO 3166-1 alpha-2, the 249 codes of 2026. */
  ISO_COUNTRY(2, Registers.COUNTRIES),
  /** A currency in use in 2026, ISO 4217 alphabetic. */
  ISO_CURRENCY(3, Registers.CURRENCIES),
  /** A language, BCP 47 reduced to ISO 639-1 and an optional country. */
  ISO_LANGUAGE(5, "(?:" + Registers.LANGUAGES + ")(?:-(?:" + Registers.COUNTRIES + "))?"),
  /** A content digest of the OCI image specification, SHA-256 or SHA-512. */
  OCI_DIGEST(135, "sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}"),
  /** A version, Semantic Versioning 2.0.0. */
  SEMVER(128, Grammar.SEMVER),
  /** SHA-256 in lower-case hexadecimal. */
  SHA256(64, "[0-9a-f]{64}"),
  /** Lower-case words with hyphens between. */
  SLUG(100, "[a-z0-9]+(?:-[a-z0-9]+)*"),
  /** An https URL, RFC 3986, of a host name: no user, fragment, segment of dots. */
  URI_HTTPS(2048, Grammar.URI_HTTPS, Beyond::isPlainUri),
  /** An absolute path without query, percent-encoding, empty segment, or leading dot. */
  URI_PATH(1024, Grammar.URI_PATH),
  /** A UUID in lower case (RFC 9562). */
  UUID(36, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final int maxLength;

  @SuppressWarnings("ImmutableEnumChecker") // never changes
  private final ValuePattern pattern;

  @SuppressWarnings("ImmutableEnumChecker") // methods without state
  private final Predicate<String> beyond;

  Format(int maxLength, String pattern) {
    this(maxLength, pattern, Beyond::nothing);
  }

  Format(int maxLength, String pattern, Predicate<String> beyond) {
    this.maxLength = maxLength;
    this.pattern = ValuePattern.of(Pattern.compile(pattern));
    this.beyond = beyond;
  }

  /** The name in schemas: {@code git-sha}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The longest value that it admits. */
  public int maxLength() {
    return maxLength;
  }

  /** Whether the whole of {@code value} has this form. */
  public boolean admits(String value) {
    return value.length() <= maxLength && pattern.matches(value) && beyond.test(value);
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
