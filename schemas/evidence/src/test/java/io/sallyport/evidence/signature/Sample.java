package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.form.FormReader;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Ed25519Keys;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.key.TokenSecrets;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A delivery of some scheme that proves itself.
 *
 * @param keys what it is verified with
 * @param verifier that says so
 * @param headers the evidence
 * @param body the raw bytes
 */
record Sample(Keys keys, SignatureVerifier verifier, Map<String, String> headers, Bytes body) {
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final Duration TOLERANCE = Duration.ofMinutes(5);
  static final KeyPair PAIR = pair();
  static final Jwk JWK = Jwk.from((EdECPublicKey) PAIR.getPublic());
  static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  static final Secret SECRET = Secret.of("0123456789abcdef01234567".getBytes(UTF_8));

  /** A form that uses what no preset does, as a Source document describes it. */
  static final String DESCRIBED =
      """
      algorithm: sha512, encoding: base64, id: x-acme-id,
      signature: {header: x-acme-signature, template: 'sig="{signature}"', separator: ';'},
      timestamp: {item: 'ms="{timestamp}"', unit: milliseconds},
      signed: "{header:x-acme-id}\\nv1:{header:x-acme-topic} {timestamp}{body}"
      """;

  private static final Secret OTHER = Secret.of("another secret of a sender".getBytes(UTF_8));
  private static final Jwk STRANGER = Jwk.from((EdECPublicKey) pair().getPublic());
  private static final Set<String> UNTIMED = Set.of("github", "shopify", "pagerduty");

  /**
   * Keys of a sender in three states.
   *
   * @param form where the evidence is
   * @param right the one that signed
   * @param other another one
   * @param both while one is replaced by the other
   */
  record Keys(SignatureForm form, SenderKeys right, SenderKeys other, SenderKeys both) {
    static <K> Keys of(
        SignatureForm form, Function<List<K>, ? extends SenderKeys> make, K right, K other) {
      return new Keys(
          form,
          make.apply(List.of(right)),
          make.apply(List.of(other)),
          make.apply(List.of(other, right)));
    }

    SignatureVerifier verifier(SenderKeys keys) {
      return Examiner.with(form, keys, TOLERANCE);
    }
  }

  /** A delivery of each preset whose form is described. */
  static Sample of(String preset) {
    return of(preset, BODY);
  }

  static Sample of(String preset, byte[] body) {
    return of(Presets.named(preset).form(), body);
  }

  static Sample of(SignedForm form, byte[] body) {
    SignatureForm reader = new HeaderSignature(form);
    boolean isHmac = form.algorithm().isHmac();
    Keys keys =
        isHmac
            ? Keys.of(
                reader, (List<Secret> k) -> new HmacSecrets(form.algorithm(), k), SECRET, OTHER)
            : Keys.of(reader, Ed25519Keys::new, JWK, STRANGER);
    SenderSignature sender =
        isHmac ? SenderSignature.with(form, SECRET) : SenderSignature.with(form, PAIR.getPrivate());
    return with(keys, sender.headers(NOW, Sample::value, body), body);
  }

  private static String value(String header) {
    return header.endsWith("topic") ? "orders" : "msg_1";
  }

  static Sample with(Keys keys, Map<String, String> headers, byte[] body) {
    return new Sample(keys, keys.verifier(keys.right()), headers, Bytes.of(body));
  }

  static Sample described() {
    return of(described(DESCRIBED), BODY);
  }

  static SignedForm described(String form) {
    String text =
        "apiVersion: sallyport/v1\nkind: Form\nmetadata: {name: f}\nspec: {hmac: {%s}}\n"
            .formatted(form.replace("\n", "\n  "));
    ConfigDocument document = ConfigFile.parse("form.yaml", text).getFirst();
    return document.finish(() -> FormReader.hmac(document.spec().child("hmac")));
  }

  static Sample gitlab() {
    SignatureForm form = new BearerToken(List.of("x-gitlab-token"));
    return with(
        Keys.of(form, TokenSecrets::new, SECRET, OTHER),
        Map.of("x-gitlab-token", SECRET.reveal()),
        BODY);
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
    return jws(header, by, BODY);
  }

  private static Sample jws(String header, Basis by, byte[] body) {
    String encoded = base64Url(header.getBytes(UTF_8));
    String signature = base64Url(sign((encoded + ".").getBytes(UTF_8), body));
    Keys keys =
        Keys.of(
            new DetachedJws("agents", by),
            AgentKeys::ofJwks,
            agent(JWK, "key-1"),
            agent(STRANGER, "key-2"));
    return with(keys, Map.of(DetachedJws.HEADER, encoded + ".." + signature), body);
  }

  private static Bytes agent(Jwk key, String id) {
    return Bytes.utf8(key.canonical().replace("}", ",\"kid\":\"" + id + "\",\"sub\":\"planner\"}"));
  }

  static List<Sample> all() {
    return all(BODY);
  }

  /** One of each scheme, over this body. */
  static List<Sample> all(byte[] body) {
    List<Sample> all = new ArrayList<>();
    Presets.names().forEach(name -> all.add(of(name, body)));
    all.addAll(
        List.of(
            of(described(DESCRIBED), body),
            jws(header(), Basis.SIGNED_ID, body),
            gitlab().body(body),
            CertificateSamples.client().body(body)));
    all.addAll(MessageSamples.all(body));
    return List.copyOf(all);
  }

  /** Those that sign a time. */
  static List<Sample> timed() {
    List<Sample> timed = new ArrayList<>();
    Presets.names().stream()
        .filter(name -> !UNTIMED.contains(name))
        .forEach(name -> timed.add(of(name)));
    timed.addAll(List.of(described(), jws()));
    timed.addAll(MessageSamples.all());
    return List.copyOf(timed);
  }

  /** Whether the body is signed, so that another one is refused. */
  boolean signsBody() {
    return !headers.containsKey("x-gitlab-token") && !headers.containsKey(CertificateForm.HEADER);
  }

  /** Whether a header with this value still has all that was signed, each item of a list. */
  boolean stillHolds(String name, String value) {
    String original = headers.getOrDefault(name, "");
    boolean isList =
        keys.form() instanceof HeaderSignature(SignedForm form)
            && form.signature().header().equals(name)
            && form.signature().separator().isPresent();
    String mark = isList ? "[,; ]" : "\0";
    return List.of(value.split(mark, -1)).containsAll(List.of(original.split(mark, -1)));
  }

  Sample with(String name, String value) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, value);
    return new Sample(keys, verifier, changed, body);
  }

  Sample by(SignatureVerifier other) {
    return new Sample(keys, other, headers, body);
  }

  Sample by(SenderKeys other) {
    return by(keys.verifier(other));
  }

  Sample without(String name) {
    Map<String, String> fewer = new HashMap<>(headers);
    fewer.remove(name);
    return new Sample(keys, verifier, fewer, body);
  }

  Sample body(byte[] other) {
    return new Sample(keys, verifier, headers, Bytes.of(other));
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

  static KeyPair pair() {
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
