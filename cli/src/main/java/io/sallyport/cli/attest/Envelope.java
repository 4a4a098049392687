package io.sallyport.cli.attest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.witness.Ed25519Key;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A statement of in-toto with one Ed25519 signature (DSSE v1.0.2).
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse">secure-systems-lab/dsse</a>
 */
final class Envelope {
  /** What is signed: a statement of in-toto. */
  static final String TYPE = "application/vnd.in-toto+json";

  private static final String PAYLOAD_TYPE = "payloadType";
  private static final String PAYLOAD = "payload";
  private static final String SIGNATURES = "signatures";

  private Envelope() {}

  /** The JSON form. */
  static byte[] sign(byte[] payload, Ed25519Key key) {
    ObjectNode json = StrictJson.object();
    json.put(PAYLOAD_TYPE, TYPE);
    json.put(PAYLOAD, Base64.getEncoder().encodeToString(payload));
    json.putArray(SIGNATURES)
        .addObject()
        .put("keyid", key.publicHalf().thumbprint())
        .put("sig", Base64.getEncoder().encodeToString(key.sign(encoded(payload))));
    return StrictJson.write(json);
  }

  /** The payload, if that key signed it, whichever key id is there, and nobody else did. */
  static Optional<byte[]> open(byte[] envelope, Jwk key) {
    Optional<ObjectNode> json = StrictJson.read(envelope);
    try {
      return json.isEmpty() ? Optional.empty() : open(Fields.of(json.get()), key);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> open(Fields json, Jwk key) throws Fields.Mismatch {
    byte[] payload = Base64.getDecoder().decode(json.text(PAYLOAD));
    List<Fields> signatures = json.objects(SIGNATURES);
    boolean isOurs = json.text(PAYLOAD_TYPE).equals(TYPE) && signatures.size() == 1;
    json.end();
    return isOurs && isSigned(payload, signatures.getFirst(), key)
        ? Optional.of(payload)
        : Optional.empty();
  }

  private static boolean isSigned(byte[] payload, Fields signature, Jwk key)
      throws Fields.Mismatch {
    var _ = signature.optionalText("keyid");
    byte[] signed = Base64.getDecoder().decode(signature.text("sig"));
    signature.end();
    return Ed25519Key.verifies(encoded(payload), signed, key);
  }

  /** The pre-authentication encoding. */
  private static byte[] encoded(byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ";
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }
}
