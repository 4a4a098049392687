package io.sallyport.executor.claim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.receipt.ChainHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What a new owner of a partition must know beside the offset; it travels in the committed offset's
 * metadata, so it is as true as the offset is.
 *
 * @param low the ledger offset from which it must read
 * @param end the ledger reaches at least to here
 * @param head where the chain of receipts stands
 * @param at when it was written
 * @param partitions how many partitions the trusted topic has
 * @param bundle the bundle that was in use
 * @param resolved the ledger offset of the last resolution, {@link Resolution#NONE} if none
 */
public record Bookmark(
    long low,
    long end,
    ChainHead head,
    Instant at,
    int partitions,
    BundleVersion bundle,
    long resolved) {

  private static final int VERSION = 2;
  private static final String RESOLVED = "resolved";

  /** The text that travels; some 250 bytes, Kafka allows 4096. */
  public String text() {
    ObjectNode json = StrictJson.object();
    json.put("v", VERSION);
    json.put("low", low);
    json.put("end", end);
    json.put("chain", head.text());
    json.put("at", at.toEpochMilli());
    json.put("partitions", partitions);
    json.put("bundle", bundle.digest().text());
    json.put("version", bundle.number());
    if (resolved != Resolution.NONE) {
      json.put(RESOLVED, resolved);
    }
    return new String(StrictJson.write(json), StandardCharsets.UTF_8);
  }

  /** Reads {@link #text()}; empty when it is anything else. */
  static Optional<Bookmark> parse(String chain, String text) {
    return StrictJson.read(Bytes.utf8(text).toArray()).flatMap(json -> read(chain, json));
  }

  private static Optional<Bookmark> read(String chain, ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      boolean known = fields.count("v") == VERSION;
      Optional<ChainHead> head = ChainHead.parse(chain, fields.text("chain"));
      if (!known || head.isEmpty()) {
        return Optional.empty();
      }
      Bookmark bookmark =
          new Bookmark(
              fields.integer("low"),
              fields.integer("end"),
              head.get(),
              Instant.ofEpochMilli(fields.integer("at")),
              fields.count("partitions"),
              new BundleVersion(new Digest(fields.text("bundle")), fields.integer("version")),
              fields.has(RESOLVED) ? fields.integer(RESOLVED) : Resolution.NONE);
      fields.end();
      return Optional.of(bookmark);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
