package io.sallyport.executor.credential.token;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Target;
import java.net.URI;

/**
 * An endpoint of a token issuer, {@code https://id.example.com/token}. Plain {@code http} is for
 * loopback literals only.
 *
 * @param uri as it is written
 * @param target its origin
 */
public record Endpoint(URI uri, Target target) {
  private static final int MAX_LENGTH = 1000;
  private static final Pattern FORM =
      Pattern.compile(
          "((https?)://(?:\\[[0-9a-f:]+\\]|[a-z0-9.-]{1,253}))(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)");

  /** Reads a URL of scheme, host, maybe a port, and a path; throws with what is wrong. */
  public static Endpoint parse(String text, AddressRule rule) {
    Matcher parts = FORM.matcher(text);
    if (text.length() > MAX_LENGTH || !parts.matches()) {
      throw new IllegalArgumentException(
          "an endpoint is https://host/path, host in lower case, no query, nothing behind it");
    }
    String usual = parts.group(2).equals("https") ? ":443" : ":80";
    String port = parts.group(3) == null ? usual : parts.group(3);
    return new Endpoint(URI.create(text), Target.parse(parts.group(1) + port, rule));
  }
}
