package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;

/**
 * A receipt of a cell that the validator has seen: the cell's chain leads to it for ever.
 *
 * @param cell whose
 * @param receipt its id
 * @param digest of its compact form
 */
public record Sighting(String cell, String receipt, Digest digest) {
  private static final String NAME = "witnessed";

  /** Refuses what is no cell's receipt. */
  public Sighting {
    ReceiptId.check(receipt);
    if (!Topics.NAME.matcher(cell).matches()) {
      throw new IllegalArgumentException("cell: 1 to 40 of a-z, 0-9 and '-'");
    }
  }

  /** Where the cell's chain stood behind that receipt. */
  public ChainHead head() {
    return new ChainHead(ReceiptId.chain(receipt), ReceiptId.seq(receipt) + 1, digest);
  }

  /** Writes its members. */
  void write(JsonWriter json) {
    json.putObject(
            NAME,
            seen -> seen.put("cell", cell).put("receipt", receipt).put("digest", digest.text()))
        .put("code", Code.WITNESSED.text());
  }

  /** Reads them; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  static Sighting read(Fields fields) throws Fields.Mismatch {
    Fields seen = fields.object(NAME);
    Sighting sighting =
        new Sighting(seen.text("cell"), seen.text("receipt"), new Digest(seen.text("digest")));
    seen.end();
    if (!fields.text("code").equals(Code.WITNESSED.text())) {
      throw new IllegalArgumentException("another code");
    }
    return sighting;
  }
}
