package io.sallyport.executor;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Grant;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import io.sallyport.executor.verify.Seal;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Ways around the gate, each as it stands in the threat model, and why it leads nowhere. */
enum Bypass {
  UNSIGNED("no mandate", Code.MANDATE_MISSING, by -> without(by.genuine())),
  TWO_MANDATES("two mandates", Code.MANDATE_MISSING, by -> twice(by.genuine(), "mandate")),
  TWO_TRACES("a header that is read, twice", Code.HEADER_UNCLEAR, by -> traced(by.genuine())),
  OVERSIZE(
      "a mandate of 16 KiB and one byte",
      Code.MANDATE_TOO_LARGE,
      by -> Forgery.withMandate(by.genuine(), "x".repeat(Mandate.MAX_SIZE + 1))),
  FORGED(
      "a mandate of a key of one's own",
      Code.KEY_UNKNOWN,
      by ->
          by.header(header ->
              header.replaceAll("kid\":\"[^\"]+", "kid\":\"" + SigningKey.generate().keyId()))),
  NO_SIGNATURE("no signature", Code.SIGNATURE_INVALID, by -> by.unsigned("Ed25519")),
  ALG_NONE("alg: none", Code.KEY_UNKNOWN, by -> by.unsigned("none")),
  ALG_HMAC("alg: HS256", Code.KEY_UNKNOWN, by -> by.header(h -> h.replace("Ed25519", "HS256"))),
  ALG_EDDSA("alg: EdDSA", Code.KEY_UNKNOWN, by -> by.header(h -> h.replace("Ed25519", "EdDSA"))),
  ALG_ECDSA("alg: ES256", Code.KEY_UNKNOWN, by -> by.header(h -> h.replace("Ed25519", "ES256"))),
  TYP(
      "typ of a receipt",
      Code.KEY_UNKNOWN,
      by -> by.header(header -> header.replace("sallyport-mandate", "sallyport-receipt"))),
  NO_TYP("no typ", Code.KEY_UNKNOWN, by -> by.header(h -> h.replaceAll(",\"typ.*", "}"))),
  NO_KID("no kid", Code.KEY_UNKNOWN, by -> by.header(h -> h.replaceAll("\"kid[^,]*,", ""))),
  JWK("a jwk in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"jwk\":{}"))),
  JKU("a jku in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"jku\":\"x\""))),
  X5C("an x5c in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"x5c\":[]"))),
  X5U("an x5u in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"x5u\":\"x\""))),
  X5T("an x5t in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"x5t\":\"x\""))),
  X5T_S256(
      "an x5t#S256 in the header",
      Code.KEY_UNKNOWN,
      by -> by.header(h -> more(h, "\"x5t#S256\":\"x\""))),
  CTY("a cty in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"cty\":\"JWT\""))),
  B64("a b64 in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"b64\":true"))),
  CRIT("a crit in the header", Code.KEY_UNKNOWN, by -> by.header(h -> more(h, "\"crit\":[]"))),
  TWO_ALGS(
      "a member of the header, twice",
      Code.KEY_UNKNOWN,
      by -> by.header(h -> more(h, "\"alg\":\"Ed25519\""))),
  SPACE("a space in the header", Code.KEY_UNKNOWN, by -> by.header(h -> h.replace(",", ", "))),
  CROSS_CLUSTER(
      "a mandate of another environment",
      Code.ISSUER_MISMATCH,
      by -> by.mandate(m -> parties(m, p -> of("other-k4x/validator", p.audience(), p)))),
  CROSS_CELL(
      "a mandate for another cell",
      Code.AUDIENCE_MISMATCH,
      by -> by.mandate(m -> parties(m, p -> of(p.issuer(), p.audience() + "x", p)))),
  OTHER_TOPIC(
      "a mandate for another topic",
      Code.TOPIC_MISMATCH,
      by -> by.mandate(m -> grant(m, g -> at(g, g.topic() + "x", g.effect(), g.fingerprint())))),
  RE_PARTITIONED(
      "a copy on another partition",
      Code.RECORD_PARTITION_MISMATCH,
      by -> Copies.onPartition(by.genuine(), 1)),
  RE_KEYED(
      "a copy under another key",
      Code.RECORD_KEY_MISMATCH,
      by -> Copies.withKey(by.genuine(), Seal.key("production"))),
  OTHER_VALUE("another value", Code.DIGEST_MISMATCH, by -> changed(by.genuine())),
  TRAILING(
      "bytes behind the record",
      Code.AVRO_INVALID,
      by -> by.value(value -> Arrays.copyOf(value, value.length + 1))),
  TRUNCATED(
      "a record cut short",
      Code.AVRO_INVALID,
      by -> by.value(value -> Arrays.copyOf(value, value.length - 1))),
  LARGE(
      "a value above its type's size",
      Code.AVRO_INVALID,
      by -> by.field("note", "x".repeat(Seal.type().maxBytes()))),
  SWAPPED_SCHEMA(
      "a schema of the registry that is not pinned",
      Code.FINGERPRINT_UNKNOWN,
      by ->
          by.mandate(m -> grant(m, g -> at(g, g.topic(), g.effect(), Digest.of(new byte[] {1}))))),
  STRIPPED_CONSTRAINT(
      "a value that a constraint forbids",
      Code.CONSTRAINT_VIOLATED,
      by -> by.field("repository", "acme/shop; curl evil")),
  OTHER_EFFECT(
      "another effect than the type's",
      Code.EFFECT_TOO_HIGH,
      by -> by.mandate(m -> grant(m, g -> at(g, g.topic(), Effect.READ, g.fingerprint())))),
  LONG_TTL("a life above maxTtl", Code.TTL_TOO_LONG, by -> by.mandate(m -> life(m, 0, 24 * 3600))),
  FUTURE("a mandate of tomorrow", Code.NOT_YET_VALID, by -> by.mandate(m -> life(m, 86_400, 600))),
  LATE("a mandate that is over", Code.EXPIRED, by -> by.mandate(m -> life(m, -900, 600))),
  LATE_AND_LONG(
      "a mandate that is over, of a type with a name of 10 KiB",
      Code.MANDATE_MALFORMED,
      by -> by.claims(m -> life(m, -900, 600), Bypass::withLongName)),
  REPLAYED("a genuine record again", Code.ALREADY_CLAIMED, Forgery::first);

  private final String text;
  private final Code code;

  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private final Function<Forgery, ProducerRecord<byte[], byte[]>> record;

  Bypass(String text, Code code, Function<Forgery, ProducerRecord<byte[], byte[]>> record) {
    this.text = text;
    this.code = code;
    this.record = record;
  }

  /** Its line in the threat model. */
  String line() {
    return "| " + text + " | `" + code.text() + "` |";
  }

  Code code() {
    return code;
  }

  ProducerRecord<byte[], byte[]> record(Forgery forgery) {
    return record.apply(forgery);
  }

  private static ProducerRecord<byte[], byte[]> without(ProducerRecord<byte[], byte[]> record) {
    record.headers().remove("mandate");
    return record;
  }

  private static ProducerRecord<byte[], byte[]> twice(
      ProducerRecord<byte[], byte[]> record, String header) {
    record.headers().add(record.headers().lastHeader(header));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> traced(ProducerRecord<byte[], byte[]> record) {
    record.headers().add("traceparent", Bytes.utf8("00").toArray());
    return twice(record, "traceparent");
  }

  private static ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
    record.value()[record.value().length - 1] ^= 1;
    return record;
  }

  private static String more(String header, String member) {
    return header.replace("}", "," + member + "}");
  }

  /** In a receipt each of these characters has twelve bytes. */
  private static String withLongName(String claims) {
    String name = "\"" + new String(Character.toChars(0x1f600)).repeat(2_500) + "\"";
    return claims.replaceFirst("(?<=\"action\":)\"[^\"]+\"", name);
  }

  private static Parties of(String issuer, String audience, Parties other) {
    return new Parties(issuer, audience, other.subject(), other.session(), other.actor());
  }

  private static Grant at(Grant grant, String topic, Effect effect, Digest fingerprint) {
    return new Grant(
        grant.action(), effect, fingerprint, topic, grant.partition(), grant.key(), grant.digest());
  }

  private static Mandate parties(Mandate mandate, UnaryOperator<Parties> change) {
    return with(mandate, change.apply(mandate.parties()), mandate.validity(), mandate.grant());
  }

  private static Mandate grant(Mandate mandate, UnaryOperator<Grant> change) {
    return with(mandate, mandate.parties(), mandate.validity(), change.apply(mandate.grant()));
  }

  private static Mandate life(Mandate mandate, long from, long seconds) {
    var issued = mandate.validity().issuedAt().plusSeconds(from);
    Validity validity = new Validity(issued, issued, issued.plusSeconds(seconds));
    return with(mandate, mandate.parties(), validity, mandate.grant());
  }

  private static Mandate with(Mandate mandate, Parties parties, Validity validity, Grant grant) {
    return new Mandate(
        parties,
        mandate.id(),
        validity,
        grant,
        mandate.decision(),
        mandate.evidence(),
        mandate.approvals(),
        mandate.hold());
  }
}
