package io.sallyport.evidence.form;

import io.sallyport.service.config.ConfigNode;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Client certificates of TLS: the connection says who called, and nothing about the body.
 *
 * @param names of which the certificate has one: {@code subject:} and the distinguished name of RFC
 *     4514, {@code dns:} or {@code uri:} and a subject alternative name, whole and exact
 */
public record CertificateForm(List<String> names) implements Form {
  /** Where a listener puts the certificate of a call, base64; no request can have such a header. */
  public static final String HEADER = ":client-certificate";

  /** The most names. */
  public static final int MAX_NAMES = 8;

  private static final String SUBJECT = "subject:";
  private static final String DNS = "dns:";
  private static final String URI = "uri:";
  private static final int DNS_NAME = 2;
  private static final int URI_NAME = 6;
  private static final int MAX_LENGTH = 256;

  /** Copies the names. */
  public CertificateForm {
    names = List.copyOf(names);
  }

  /** Reads {@code scheme.names} of a Source document; problems are noted. */
  public static CertificateForm read(ConfigNode scheme) {
    List<String> names = scheme.texts("names");
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      scheme.problem("names", "say 1 to 8 names that the client's certificate may have");
    }
    names.forEach(name -> problem(name).ifPresent(why -> scheme.problem("names", why)));
    return new CertificateForm(names);
  }

  /** What is wrong with a name, if anything. */
  private static Optional<String> problem(String name) {
    boolean isPlain =
        name.length() <= MAX_LENGTH && name.chars().allMatch(c -> c >= ' ' && c < 127);
    return isPlain && (subject(name).isPresent() || isAlternative(name))
        ? Optional.empty()
        : Optional.of(
            "names are subject:<distinguished name>, dns:<lower-case name> or uri:<uri>, without"
                + " wildcards");
  }

  private static boolean isAlternative(String name) {
    boolean isDns = name.startsWith(DNS) && name.equals(name.toLowerCase(Locale.ROOT));
    boolean isWhole = name.length() > DNS.length() && name.indexOf('*') < 0;
    return isWhole && (isDns || name.startsWith(URI));
  }

  private static Optional<X500Principal> subject(String name) {
    if (!name.startsWith(SUBJECT)) {
      return Optional.empty();
    }
    try {
      X500Principal subject = new X500Principal(name.substring(SUBJECT.length()));
      return Optional.of(subject).filter(found -> !found.getName().isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> headers() {
    return List.of();
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  @Override
  public boolean signsId() {
    return false;
  }

  /** Whether the certificate has one of the names. */
  public boolean names(X509Certificate certificate) {
    X500Principal subject = certificate.getSubjectX500Principal();
    boolean isSubject =
        names.stream().anyMatch(name -> subject(name).filter(subject::equals).isPresent());
    return isSubject || alternatives(certificate).stream().anyMatch(names::contains);
  }

  private static List<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> found = certificate.getSubjectAlternativeNames();
      return found == null
          ? List.of()
          : found.stream().map(CertificateForm::written).flatMap(Optional::stream).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static Optional<String> written(List<?> name) {
    if (name.get(0).equals(DNS_NAME)) {
      return Optional.of(DNS + String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
    }
    return name.get(0).equals(URI_NAME) ? Optional.of(URI + name.get(1)) : Optional.empty();
  }
}
