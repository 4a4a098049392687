package io.sallyport.bench.cell;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** The one action type: 200 bytes of text for a lane, in which one follows the other. */
final class Act {
  static final String SCHEMA =
      """
      {"type": "record", "name": "Act", "namespace": "com.example.bench", "doc": "An effect.",
       "effect": "write", "cell": "deployments", "orderBy": "lane", "idempotent": false,
       "maxTtl": "15m", "classification": "internal", "minAssurance": "shared",
       "fields": [
        {"name": "lane", "type": {"type": "string", "maxLength": 20, "pattern": "[a-z]+-[0-9]+"}},
        {"name": "note", "type": {"type": "string", "maxLength": 200, "pattern": "[a-z ]*"}}]}
      """;
  static final ActionType TYPE = parsed();

  private static final int REGISTERED_AS = 7;
  private static final String NOTE = "a till is put right ".repeat(10);

  private Act() {}

  private static ActionType parsed() {
    return switch (ActionType.parse(SCHEMA)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new IllegalStateException("" + refused.problems());
    };
  }

  /** The value of a record for {@code lane}. */
  static byte[] value(String lane) {
    GenericRecord fields = new GenericData.Record(TYPE.schema());
    fields.put("lane", lane);
    fields.put("note", NOTE);
    return WireFormat.frame(REGISTERED_AS, ActionCodec.encode(TYPE, fields));
  }

  /** The key of a record for {@code lane}. */
  static byte[] key(String lane) {
    return Digest.sha256(Bytes.utf8(lane).toArray());
  }
}
