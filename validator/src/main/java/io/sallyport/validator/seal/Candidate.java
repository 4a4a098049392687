package io.sallyport.validator.seal;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * A bound action with the exact bytes that would be sealed.
 *
 * @param id the action's id
 * @param type its type
 * @param record its values, whose constraints were checked
 * @param key SHA-256 of the ordering field's text: the record's key
 * @param value Confluent's frame and the canonical Avro form: the record's value
 */
public record Candidate(
    ActionId id, ActionType type, GenericRecord record, Bytes key, Bytes value) {

  static Candidate of(ActionId id, ActionType type, int schemaId, GenericRecord record) {
    byte[] key = Digest.sha256(Bytes.utf8(order(type, record)).toArray());
    byte[] value = WireFormat.frame(schemaId, ActionCodec.encode(type, record));
    return new Candidate(id, type, record, Bytes.of(key), Bytes.of(value));
  }

  private static String order(ActionType type, GenericRecord record) {
    return String.valueOf(record.get(type.orderBy()));
  }

  /** Whose memory a decision about it takes. */
  public DeskKey deskKey() {
    return DeskKey.ofOrder(type.cell(), order(type, record));
  }

  /** Its Avro form, without the frame. */
  public Bytes body() {
    return WireFormat.unframe(value.toArray())
        .orElseThrow(() -> new IllegalStateException("it was framed here"))
        .avro();
  }

  /** Its description in receipts. */
  public ReceiptBody.Action described() {
    return new ReceiptBody.Action(
        id,
        type.name(),
        type.effect(),
        type.cell(),
        type.fingerprint(),
        Optional.of(type.classification()),
        Optional.empty());
  }
}
