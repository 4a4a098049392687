package io.sallyport.cli.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.util.Base64;
import java.util.Optional;

/**
 * One line of an export as a statement of in-toto: the line is its predicate, and what it is about
 * its subjects.
 *
 * @see <a href="https://in-toto.io/Statement/v1">in-toto.io/Statement/v1</a>
 */
final class Statement {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String EXPORT = "sallyport:audit-export:v1";
  private static final String RECEIPT = "sallyport:receipt:v1";
  private static final String PREDICATE = "predicate";
  private static final String JWS = "jws";

  /** The claims of a receipt, for whoever reads no JWS. */
  private static final String CLAIMS = "claims";

  private Statement() {}

  /** Whether {@code line} is a receipt's; the others are about the lines before them. */
  static boolean isOfReceipt(ObjectNode line) {
    return line.path(JWS).isTextual();
  }

  /** Of the line of a receipt, whatever its signature is worth. */
  static byte[] ofReceipt(ObjectNode line) {
    String jws = line.path(JWS).textValue();
    ObjectNode json = begun(RECEIPT);
    ArrayNode subjects = json.putArray("subject");
    subject(subjects, "receipt", Digest.of(Bytes.utf8(jws)));
    ObjectNode predicate = line.deepCopy();
    claims(jws)
        .ifPresent(claims -> {
          subjects(subjects, claims);
          predicate.set(CLAIMS, claims);
        });
    return StrictJson.write(json.set(PREDICATE, predicate));
  }

  /** Of another line, behind lines of that digest. */
  static byte[] ofExport(ObjectNode line, Digest before) {
    ObjectNode json = begun(EXPORT);
    subject(json.putArray("subject"), "lines", before);
    return StrictJson.write(json.set(PREDICATE, line));
  }

  private static ObjectNode begun(String predicateType) {
    return StrictJson.object().put("_type", TYPE).put("predicateType", predicateType);
  }

  /** From the claims as they stand: of a receipt that this version cannot read too. */
  private static void subjects(ArrayNode subjects, ObjectNode claims) {
    Digest.parse(claims.at("/delivery/digest").asText())
        .ifPresent(digest -> subject(subjects, "delivery", digest));
    ActionId.parse(claims.at("/action/id").asText())
        .ifPresent(id -> subject(subjects, "action", of(id)));
  }

  /** An action's id is a digest: of source, delivery and rule. */
  private static Digest of(ActionId id) {
    return Digest.ofHash(Base64.getUrlDecoder().decode(id.text()));
  }

  private static void subject(ArrayNode subjects, String name, Digest digest) {
    subjects.addObject().put("name", name).putObject("digest").put("sha256", digest.hex());
  }

  /** The line that is its predicate; it still has to be seen that it is exactly its statement. */
  static Optional<ObjectNode> line(byte[] statement) {
    return StrictJson.read(statement)
        .map(json -> json.get(PREDICATE))
        .filter(ObjectNode.class::isInstance)
        .map(predicate -> (ObjectNode) predicate)
        .map(line -> isOfReceipt(line) ? line.without(CLAIMS) : line);
  }

  private static Optional<ObjectNode> claims(String jws) {
    return jws.length() > ReceiptCodec.MAX_SIZE
        ? Optional.empty()
        : Jws.claimed(jws).flatMap(StrictJson::read);
  }
}
