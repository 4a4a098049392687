package io.sallyport.contract.id;

import io.sallyport.contract.json.Fields;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A receipt that another record names, and with it all that came before it in its chain.
 *
 * @param id {@code chain/seq}
 * @param before the digest of the receipt before it, which its own {@code prev} names; records of
 *     before it was told have none
 */
public record NamedReceipt(String id, Optional<Digest> before) {
  private static final String BEFORE = "before";

  /** Refuses what is no receipt's id. */
  public NamedReceipt {
    ReceiptId.check(id);
  }

  /** By its id alone. */
  public static NamedReceipt of(String id) {
    return new NamedReceipt(id, Optional.empty());
  }

  /** Tells {@code writer} its members: the id under {@code name}, and what came before. */
  public void write(String name, BiConsumer<String, String> writer) {
    writer.accept(name, id);
    before.ifPresent(digest -> writer.accept(BEFORE, digest.text()));
  }

  /** Reads the same members, where they are there. */
  public static Optional<NamedReceipt> read(String name, Fields fields) throws Fields.Mismatch {
    Optional<Digest> before = fields.optionalText(BEFORE).map(Digest::new);
    Optional<String> id = fields.optionalText(name);
    if (id.isEmpty() && before.isPresent()) {
      throw new IllegalArgumentException("before: of a receipt that is named");
    }
    return id.map(named -> new NamedReceipt(named, before));
  }
}
