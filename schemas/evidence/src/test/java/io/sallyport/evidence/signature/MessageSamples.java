package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.MessageKeys;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.signature.Sample.Keys;
import io.sallyport.service.config.Secret;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Deliveries with HTTP message signatures, one of each algorithm. */
final class MessageSamples {
  static final MessageForm FORM =
      new MessageForm(
          List.of("@method", "@target-uri", "content-type", "content-digest", "x-acme-id"),
          Optional.of(URI.create("https://hooks.example/v1/sources/acme")),
          Optional.of("x-acme-id"),
          Optional.of("acme"));

  private static final KeyPair P256 = pair("EC", new ECGenParameterSpec("secp256r1"));
  private static final KeyPair RSA =
      pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  private static final KeyPair OTHER = pair("Ed25519", null);
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);

  private MessageSamples() {}

  static List<Sample> all() {
    return all(Sample.BODY);
  }

  static List<Sample> all(byte[] body) {
    return List.of(
        ed25519(FORM, body),
        asymmetric(rsaJwk(), base -> signed("RSASSA-PSS", RSA, PSS, base), body),
        asymmetric(ecJwk(), base -> signed("SHA256withECDSAinP1363Format", P256, null, base), body),
        hmac(FORM, body));
  }

  static Sample ed25519(MessageForm form, byte[] body) {
    return Sample.with(
        keys(form, MessageKeys::ofJwks, jwk(Sample.PAIR, "key-1"), jwk(OTHER, "key-2")),
        MessageSender.with(form, "key-1", Sample.PAIR.getPrivate())
            .headers(Sample.NOW, MessageSamples::value, body),
        body);
  }

  static Sample hmac(MessageForm form, byte[] body) {
    return Sample.with(
        keys(form, MessageKeys::ofSecrets, oct('a', "key-1"), oct('b', "key-2")),
        MessageSender.with(form, "key-1", Secret.of("a".repeat(32).getBytes(UTF_8)))
            .headers(Sample.NOW, MessageSamples::value, body),
        body);
  }

  private static Sample asymmetric(Bytes jwk, UnaryOperator<byte[]> key, byte[] body) {
    return Sample.with(
        keys(FORM, MessageKeys::ofJwks, jwk, jwk(OTHER, "key-2")),
        new MessageSender(FORM, "key-1", key).headers(Sample.NOW, MessageSamples::value, body),
        body);
  }

  private static <K> Keys keys(
      MessageForm form, Function<List<K>, ? extends SenderKeys> make, K right, K other) {
    return Keys.of(new MessageSignature(form), make, right, other);
  }

  static String value(String header) {
    return Map.of("content-type", "application/json", "x-acme-id", "order-7")
        .getOrDefault(header, "");
  }

  static Bytes jwk(KeyPair pair, String id) {
    String jwk = Jwk.from((EdECPublicKey) pair.getPublic()).canonical();
    return Bytes.utf8(jwk.replace("}", ",\"kid\":\"" + id + "\"}"));
  }

  static Secret oct(char letter, String id) {
    String secret = Sample.base64Url(String.valueOf(letter).repeat(32).getBytes(UTF_8));
    return Secret.of(
        "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}".formatted(id, secret).getBytes(UTF_8));
  }

  private static Bytes rsaJwk() {
    String modulus = unsigned(((RSAPublicKey) RSA.getPublic()).getModulus(), 256);
    return Bytes.utf8(
        "{\"kty\":\"RSA\",\"kid\":\"key-1\",\"e\":\"AQAB\",\"n\":\"" + modulus + "\"}");
  }

  private static Bytes ecJwk() {
    ECPublicKey key = (ECPublicKey) P256.getPublic();
    return Bytes.utf8(
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"key-1\",\"x\":\"%s\",\"y\":\"%s\"}"
            .formatted(
                unsigned(key.getW().getAffineX(), 32), unsigned(key.getW().getAffineY(), 32)));
  }

  private static String unsigned(BigInteger value, int size) {
    byte[] all = value.toByteArray();
    byte[] bytes = new byte[size];
    int length = Math.min(size, all.length);
    System.arraycopy(all, all.length - length, bytes, size - length, length);
    return Sample.base64Url(bytes);
  }

  private static byte[] signed(
      String algorithm, KeyPair pair, @Nullable AlgorithmParameterSpec spec, byte[] base) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      if (spec != null) {
        signature.setParameter(spec);
      }
      signature.initSign(pair.getPrivate());
      signature.update(base);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String algorithm, @Nullable AlgorithmParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (spec != null) {
        generator.initialize(spec);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
