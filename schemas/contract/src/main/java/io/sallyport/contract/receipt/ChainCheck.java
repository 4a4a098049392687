package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.JwsVerifier;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads one chain in order and tells the first receipt that does not belong there. Owned by one
 * thread.
 */
public final class ChainCheck {
  private final JwsVerifier verifier;
  private ChainHead head;
  private boolean joined;

  private ChainCheck(ChainHead head, JwsVerifier verifier, boolean joined) {
    this.head = head;
    this.verifier = verifier;
    this.joined = joined;
  }

  /** A check of {@code chain} from its first receipt on. */
  public ChainCheck(String chain, JwsVerifier verifier) {
    this(ChainHead.start(chain), verifier, true);
  }

  /** A check of {@code chain} from whichever of its receipts comes first. */
  public static ChainCheck joining(String chain, JwsVerifier verifier) {
    return new ChainCheck(ChainHead.start(chain), verifier, false);
  }

  /** Where one more receipt led. */
  public sealed interface Step {
    /** It is the next one, signed with the key of that id. */
    record Next(Receipt receipt, String keyId) implements Step {}

    /** The chain is broken here. */
    record Broken(long seq, String reason) implements Step {}
  }

  /** Where the chain stands: behind the last receipt that was the next one. */
  public ChainHead head() {
    return head;
  }

  /** Checks the compact form that follows; after a break the same place is expected again. */
  public Step next(String jws, Instant now) {
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Refused refused -> broken("signature: " + refused.code().text());
      case JwsVerifier.Result.Verified verified ->
          step(jws, verified.keyId(), ReceiptCodec.parse(verified.payload()));
    };
  }

  private Step step(String jws, String keyId, Optional<Receipt> parsed) {
    if (parsed.isEmpty()) {
      return broken("not the claims of a receipt");
    }
    Receipt receipt = parsed.get();
    if (!receipt.chain().equals(head.chain())) {
      return broken("a receipt of another chain");
    }
    if (!joined) {
      head = new ChainHead(head.chain(), receipt.seq(), receipt.prev());
      joined = true;
    }
    if (receipt.seq() != head.next()) {
      return broken("the sequence number is " + receipt.seq());
    }
    if (!receipt.prev().equals(head.prev())) {
      return broken("it does not name the receipt before it");
    }
    Digest digest = Digest.of(Bytes.utf8(jws).toArray());
    head = new ChainHead(head.chain(), head.next() + 1, digest);
    return new Step.Next(receipt, keyId);
  }

  private Step broken(String reason) {
    return new Step.Broken(head.next(), reason);
  }
}
