package io.sallyport.action.record;

import org.apache.avro.generic.GenericRecord;

/** What came of decoding bytes. */
public sealed interface Decoding {
  /** The bytes are the one canonical form of {@code record}; its constraints are not checked. */
  record Decoded(GenericRecord record) implements Decoding {}

  /** They are not. */
  record Refused(Reason reason) implements Decoding {}

  /** Why bytes are refused; all of them are {@code avro-invalid} to the outside. */
  enum Reason {
    /** More bytes than the type's records can have. */
    TOO_LARGE,
    /** Not the binary form of the schema, or text that is not strict UTF-8. */
    MALFORMED,
    /** Bytes follow the record. */
    TRAILING_BYTES,
    /** The record has another, canonical form. */
    NOT_CANONICAL
  }
}
