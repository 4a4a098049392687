package io.sallyport.validator.admit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Evidence as ingest forwards it, and the keys behind it. */
final class Forwarded {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  static final String TEXT = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Secret RAW = Secret.of(Base64.getDecoder().decode(TEXT));
  static final KeyPair PAIR = pair();

  private Forwarded() {}

  static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  static RecordHeaders headers(String name, String value) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, "http-" + name, value);
    return headers;
  }

  static RecordHeaders webhook(String signature) {
    RecordHeaders headers = headers("webhook-id", "msg_1");
    add(headers, "http-webhook-timestamp", "1700000000");
    add(headers, "http-webhook-signature", signature);
    return headers;
  }

  static RecordHeaders symmetric() {
    return webhook(
        "v1," + base64(HmacSecrets.mac(SignatureAlgorithm.SHA256, RAW, prefix(), BODY).toArray()));
  }

  static RecordHeaders asymmetric() {
    return webhook("v1a," + base64(sign(prefix(), BODY)));
  }

  static byte[] prefix() {
    return "msg_1.1700000000.".getBytes(UTF_8);
  }

  static Claims claims() {
    return new Claims(Optional.of("msg_1"), Optional.of(NOW), Optional.empty());
  }

  static String jws(String subject) {
    return jws(subject, "\"jti\":\"p-1\"", BODY);
  }

  static String jws(String subject, String ids, byte[] body) {
    String header =
        """
        {"typ":"sallyport-proposal","alg":"Ed25519","kid":"k","b64":false,"crit":["b64"],\
        "aud":"hook","sub":"%s","iat":1700000000,%s}\
        """
            .formatted(subject, ids);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String encoded = encoder.encodeToString(header.getBytes(UTF_8));
    byte[] signature = sign((encoded + ".").getBytes(UTF_8), body);
    return encoded + ".." + encoder.encodeToString(signature);
  }

  static Jwk jwk() {
    return Jwk.from((EdECPublicKey) PAIR.getPublic());
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] sign(byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(PAIR.getPrivate());
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
