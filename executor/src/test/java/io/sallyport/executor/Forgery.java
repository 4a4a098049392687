package io.sallyport.executor;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that somebody makes who can write to the trusted topic, and who may have the validator's
 * key as well. Signs with the JDK's own Ed25519, over any header.
 */
final class Forgery {
  private static final String GENUINE_HEADER =
      "{\"alg\":\"Ed25519\",\"kid\":\"%s\",\"typ\":\"sallyport-mandate+jwt\"}";

  private final Cluster.Installation installation;
  private final PrivateKey stolen;
  private final ProducerRecord<byte[], byte[]> first;
  private int delivery;

  Forgery(Cluster.Installation installation, Path directory) {
    this.installation = installation;
    this.stolen = privateKey(installation.key(), directory.resolve("stolen.pem"));
    this.first = genuine();
  }

  /** A genuine record, always the same. */
  ProducerRecord<byte[], byte[]> first() {
    return first;
  }

  /** What the validator would have sealed. */
  ProducerRecord<byte[], byte[]> genuine() {
    return record(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** A record whose mandate says something else, in claims that no validator would write. */
  ProducerRecord<byte[], byte[]> claims(
      UnaryOperator<Mandate> change, UnaryOperator<String> claims) {
    return record(UnaryOperator.identity(), change, claims);
  }

  /** A record whose mandate says something else. */
  ProducerRecord<byte[], byte[]> mandate(UnaryOperator<Mandate> change) {
    return record(UnaryOperator.identity(), change);
  }

  /** A record with other bytes, sealed as they are. */
  ProducerRecord<byte[], byte[]> value(UnaryOperator<byte[]> change) {
    return record(change, UnaryOperator.identity());
  }

  /** A record whose field has a value that its schema forbids, sealed as it is. */
  ProducerRecord<byte[], byte[]> field(String name, Object value) {
    GenericRecord fields = Seal.fields(Seal.type(), "staging");
    fields.put(name, value);
    byte[] bytes = Seal.value(Seal.type(), fields);
    return value(before -> bytes);
  }

  /** A genuine record whose protected header is another one, signed with the stolen key. */
  ProducerRecord<byte[], byte[]> header(UnaryOperator<String> change) {
    String genuine = GENUINE_HEADER.formatted(installation.key().keyId());
    return signature(change.apply(genuine), this::sign);
  }

  /** A genuine record that says it is signed with {@code alg}, and has an empty signature. */
  ProducerRecord<byte[], byte[]> unsigned(String alg) {
    String genuine = GENUINE_HEADER.formatted(installation.key().keyId());
    return signature(genuine.replace("Ed25519", alg), input -> new byte[0]);
  }

  private ProducerRecord<byte[], byte[]> signature(
      String header, Function<byte[], byte[]> signature) {
    ProducerRecord<byte[], byte[]> record = genuine();
    String payload = text(record).split("\\.", -1)[1];
    String input = base64(Bytes.utf8(header).toArray()) + "." + payload;
    byte[] signed = signature.apply(input.getBytes(StandardCharsets.US_ASCII));
    return withMandate(record, input + "." + base64(signed));
  }

  /** The record with another mandate. */
  static ProducerRecord<byte[], byte[]> withMandate(
      ProducerRecord<byte[], byte[]> record, String mandate) {
    record.headers().remove("mandate").add("mandate", Bytes.utf8(mandate).toArray());
    return record;
  }

  /** Its mandate. */
  static String text(ProducerRecord<byte[], byte[]> record) {
    byte[] mandate = Objects.requireNonNull(record.headers().lastHeader("mandate")).value();
    return new String(mandate, StandardCharsets.US_ASCII);
  }

  private ProducerRecord<byte[], byte[]> record(
      UnaryOperator<byte[]> bytes, UnaryOperator<Mandate> change) {
    return record(bytes, change, UnaryOperator.identity());
  }

  private ProducerRecord<byte[], byte[]> record(
      UnaryOperator<byte[]> bytes, UnaryOperator<Mandate> change, UnaryOperator<String> claims) {
    byte[] genuine = Seal.value(Seal.type(), Seal.fields(Seal.type(), "staging"));
    byte[] value = bytes.apply(Arrays.copyOf(genuine, genuine.length));
    Seal.Place place = new Seal.Place(0, Seal.key("staging"), value);
    delivery++;
    Mandate mandate =
        installation.seal().mandate(Seal.type(), "forged-" + delivery, place, Instant.now());
    String topic = installation.topics().trusted(Seal.CELL);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, place.key(), value);
    String header = GENUINE_HEADER.formatted(installation.key().keyId());
    String said = new String(MandateCodec.write(change.apply(mandate)), StandardCharsets.UTF_8);
    String input =
        base64(Bytes.utf8(header).toArray())
            + "."
            + base64(Bytes.utf8(claims.apply(said)).toArray());
    byte[] signed = sign(input.getBytes(StandardCharsets.US_ASCII));
    return withMandate(record, input + "." + base64(signed));
  }

  private byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(stolen);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrivateKey privateKey(SigningKey key, Path file) {
    try {
      KeyFile.writePrivate(file, key);
      String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
