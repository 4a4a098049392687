package io.sallyport.cli.listen;

import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows chains of receipts from wherever they are: each signature is verified, and each receipt
 * is the next of the one before it. What came before the first is not looked at; 'tally' does that.
 * Nothing of a chain counts after its first break. Owned by one thread.
 */
final class FollowedChains {
  private static final Pattern CHAIN = Pattern.compile("[a-z0-9-]{1,46}-[0-9]{1,6}");
  private static final int MAX_BROKEN = 1000;

  private final Writer writer;
  private final JwsVerifier verifier;
  private final Map<String, Next> chains = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  FollowedChains(Writer writer) {
    this.writer = writer;
    this.verifier = writer.verifier();
  }

  /** What one more record of the receipts topic is. */
  sealed interface Heard {
    /** A receipt that counts. */
    record Said(Receipt receipt) implements Heard {}

    /** The first record of a chain that does not count, and why. */
    record Unproven(String chain, String reason) implements Heard {}

    /** One more record behind a break. */
    record Nothing() implements Heard {}
  }

  /** What the next receipt of a chain is to be. */
  private record Next(long seq, Digest prev) {}

  /** Takes the record that follows. */
  Heard accept(ReceiptRecord record, Instant now) {
    String chain = record.chain();
    if (broken.contains(chain) || broken.size() >= MAX_BROKEN) {
      return new Heard.Nothing();
    }
    Heard heard = heard(record, now);
    switch (heard) {
      case Heard.Said(Receipt receipt) -> {
        Digest digest = Digest.of(Bytes.utf8(record.jws()));
        chains.put(chain, new Next(receipt.seq() + 1, digest));
      }
      case Heard.Unproven unproven -> broken.add(chain);
      case Heard.Nothing nothing -> {}
    }
    return heard;
  }

  private Heard heard(ReceiptRecord record, Instant now) {
    String chain = record.chain();
    if (!CHAIN.matcher(chain).matches() || Partitions.ofChain(chain) != record.partition()) {
      return new Heard.Unproven(chain, "on another partition");
    }
    return switch (verifier.verify(record.jws(), now)) {
      case JwsVerifier.Result.Refused refused ->
          new Heard.Unproven(chain, "signature: " + refused.code().text());
      case JwsVerifier.Result.Verified verified ->
          ReceiptCodec.parse(verified.payload())
              .map(receipt -> inOrder(chain, receipt))
              .orElseGet(() -> new Heard.Unproven(chain, "not the claims of a receipt"));
    };
  }

  private Heard inOrder(String chain, Receipt receipt) {
    if (!receipt.chain().equals(chain) || !writer.maySay(receipt)) {
      return new Heard.Unproven(chain, "not this writer's to say here");
    }
    Next here = new Next(receipt.seq(), receipt.prev());
    boolean follows = Optional.ofNullable(chains.get(chain)).map(here::equals).orElse(true);
    return follows
        ? new Heard.Said(receipt)
        : new Heard.Unproven(chain, "it does not follow the receipt before it");
  }

  /** Whether every chain holds so far. */
  boolean isSound() {
    return broken.isEmpty();
  }
}
