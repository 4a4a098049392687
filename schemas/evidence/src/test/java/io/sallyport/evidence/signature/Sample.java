package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.service.config.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A delivery of some scheme that proves itself, and the verifier that says so. */
record Sample(SignatureVerifier verifier, Map<String, String> headers, Bytes body) {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final Duration TOLERANCE = Duration.ofMinutes(5);
  static final String SECONDS = "1700000000";
  static final KeyPair PAIR = pair();
  static final Jwk JWK = Jwk.from((EdECPublicKey) PAIR.getPublic());

  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  private static final Secret SECRET = Secret.of("0123456789abcdef01234567".getBytes(UTF_8));

  static Sample github() {
    return hmac(
        new GithubSignature(), Map.of(GithubSignature.HEADER, GithubSignature.sign(SECRET, BODY)));
  }

  static Sample slack() {
    String signature = SlackSignature.sign(SECRET, NOW, BODY);
    return hmac(
        new SlackSignature(),
        Map.of(SlackSignature.TIMESTAMP, SECONDS, SlackSignature.SIGNATURE, signature));
  }

  static Sample standardWebhooks() {
    byte[] prefix = StandardWebhooks.prefix("msg_1", NOW).getBytes(UTF_8);
    return hmac(
        new StandardWebhooks(StandardWebhooks.Version.V1),
        webhook("v1," + base64(HmacSecrets.mac(SECRET, prefix, BODY).toArray())));
  }

  static Sample standardWebhooksAsymmetric() {
    byte[] prefix = StandardWebhooks.prefix("msg_1", NOW).getBytes(UTF_8);
    return edwards(
        new StandardWebhooks(StandardWebhooks.Version.V1A),
        webhook("v1a," + base64(sign(prefix, BODY))));
  }

  static Sample ed25519() {
    String signature = HexFormat.of().formatHex(sign(SECONDS.getBytes(UTF_8), BODY));
    return edwards(
        new Ed25519Signature(),
        Map.of(Ed25519Signature.TIMESTAMP, SECONDS, Ed25519Signature.SIGNATURE, signature));
  }

  static Sample jws() {
    return jws(header());
  }

  /** The protected header of a proposal. */
  static String header() {
    return """
    {"typ":"sallyport-proposal","alg":"Ed25519","kid":"key-1","b64":false,"crit":["b64"],\
    "aud":"agents","sub":"planner","iat":1700000000,"jti":"p-1"}\
    """;
  }

  static Sample jws(String header) {
    return jws(header, Basis.SIGNED_ID);
  }

  static Sample jws(String header, Basis by) {
    String encoded = base64Url(header.getBytes(UTF_8));
    String signature = base64Url(sign((encoded + ".").getBytes(UTF_8), BODY));
    String jwk = JWK.canonical().replace("}", ",\"kid\":\"key-1\",\"sub\":\"planner\"}");
    return new Sample(
        Examiner.with(
            new DetachedJws("agents", by), AgentKeys.ofJwks(List.of(Bytes.utf8(jwk))), TOLERANCE),
        Map.of(DetachedJws.HEADER, encoded + ".." + signature),
        Bytes.of(BODY));
  }

  static List<Sample> all() {
    return List.of(
        github(), slack(), standardWebhooks(), standardWebhooksAsymmetric(), ed25519(), jws());
  }

  private static Sample hmac(SignatureForm form, Map<String, String> headers) {
    HmacSecrets keys = new HmacSecrets(List.of(SECRET));
    return new Sample(Examiner.with(form, keys, TOLERANCE), headers, Bytes.of(BODY));
  }

  private static Sample edwards(SignatureForm form, Map<String, String> headers) {
    Ed25519Keys keys = new Ed25519Keys(List.of(JWK));
    return new Sample(Examiner.with(form, keys, TOLERANCE), headers, Bytes.of(BODY));
  }

  private static Map<String, String> webhook(String signature) {
    return Map.of(
        StandardWebhooks.ID, "msg_1",
        StandardWebhooks.TIMESTAMP, SECONDS,
        StandardWebhooks.SIGNATURE, signature);
  }

  Sample with(String name, String value) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, value);
    return new Sample(verifier, changed, body);
  }

  Sample by(SignatureVerifier other) {
    return new Sample(other, headers, body);
  }

  Sample without(String name) {
    Map<String, String> fewer = new HashMap<>(headers);
    fewer.remove(name);
    return new Sample(verifier, fewer, body);
  }

  Sample body(byte[] other) {
    return new Sample(verifier, headers, Bytes.of(other));
  }

  Verification verify() {
    return verifyAt(NOW);
  }

  Verification verifyAt(Instant at) {
    return verifier.verify(
        name -> headers.containsKey(name) ? List.of(headers.getOrDefault(name, "")) : List.of(),
        body.toArray(),
        at);
  }

  /** With {@code name} there twice. */
  Verification verifyRepeated(String name) {
    return verifier.verify(
        each -> {
          String value = headers.getOrDefault(each, "");
          return each.equals(name) ? List.of(value, value) : List.of(value);
        },
        body.toArray(),
        NOW);
  }

  static byte[] sign(byte[]... parts) {
    return sign("Ed25519", PAIR.getPrivate(), parts);
  }

  static byte[] sign(String algorithm, PrivateKey key, byte[]... parts) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
