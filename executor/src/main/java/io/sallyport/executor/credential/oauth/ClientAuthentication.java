package io.sallyport.executor.credential.oauth;

import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.AssertionKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a client proves itself to its authorization server. What it proves itself with is read from
 * its file for each request. Safe for any thread.
 */
public sealed interface ClientAuthentication {
  /** What a request carries; to be made anew for each. */
  Proof prove() throws SecretFile.Unfit;

  /** What is wrong with the file; empty when it can be used. */
  default Optional<String> problem() {
    try {
      prove();
      return Optional.empty();
    } catch (SecretFile.Unfit e) {
      return Optional.of(e.rule());
    }
  }

  /** What a request carries. */
  final class Proof {
    private final Optional<String> authorization;
    private final Map<String, String> fields;

    private Proof(Optional<String> authorization, Map<String, String> fields) {
      this.authorization = authorization;
      this.fields = fields;
    }

    /** The {@code Authorization} header. */
    Optional<String> authorization() {
      return authorization;
    }

    /** Fields of the form. */
    Map<String, String> fields() {
      return fields;
    }

    /** Which fields, never their values. */
    @Override
    public String toString() {
      return "Proof" + fields.keySet();
    }
  }

  /**
   * {@code client_secret_basic}: HTTP Basic of the form-encoded id and secret (RFC 6749, section
   * 2.3.1).
   *
   * @param clientId the client
   * @param secret its secret, one line
   */
  record Basic(String clientId, SecretFile secret) implements ClientAuthentication {
    @Override
    public Proof prove() throws SecretFile.Unfit {
      byte[] token = secret.token();
      String pair = encode(clientId) + ":" + encode(new String(token, StandardCharsets.US_ASCII));
      Arrays.fill(token, (byte) 0);
      byte[] bytes = pair.getBytes(StandardCharsets.US_ASCII);
      String header = "Basic " + Base64.getEncoder().encodeToString(bytes);
      return new Proof(Optional.of(header), Map.of());
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /**
   * {@code private_key_jwt}: a signed assertion that is good for one minute (RFC 7523, sections 2.2
   * and 3).
   *
   * @param clientId the client, its issuer and subject
   * @param key Ed25519 or P-256, PKCS#8 in PEM
   * @param keyId the header {@code kid}, if the server wants one
   * @param audience the token endpoint, or what else the server is known by
   * @param clock the time
   */
  record PrivateKey(
      String clientId, SecretFile key, Optional<String> keyId, String audience, InstantSource clock)
      implements ClientAuthentication {
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Proof prove() throws SecretFile.Unfit {
      byte[] pem = key.content();
      try {
        String assertion = AssertionKey.parse(pem).sign(keyId, claims());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("client_assertion_type", TYPE);
        fields.put("client_assertion", assertion);
        return new Proof(Optional.empty(), fields);
      } finally {
        Arrays.fill(pem, (byte) 0);
      }
    }

    private byte[] claims() {
      Instant now = clock.instant();
      return JsonWriter.write(json ->
          json.put("iss", clientId)
              .put("sub", clientId)
              .put("aud", audience)
              .put("jti", RandomId.next())
              .put("iat", now.getEpochSecond())
              .put("exp", now.plus(LIFE).getEpochSecond()));
    }
  }
}
