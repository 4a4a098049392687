package io.sallyport.cli.proof;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the cells' receipts say of the validator's chains. A mandate names the receipt of its
 * decision and the one before it, and the cell signs both into the outcome: a validator's chain
 * that was written anew up to there, or cut off, contradicts it.
 */
final class Testimony {
  private static final String VALIDATOR = "validator";

  private Testimony() {}

  /** The first place of each of the validator's chains that a cell's receipt contradicts. */
  static List<Break> against(VerifiedReceipts verified) {
    Map<String, Digest> before =
        verified.decisions().stream().collect(Collectors.toMap(Receipt::id, Receipt::prev));
    Map<String, Break> contradicted = new TreeMap<>();
    for (Receipt receipt : verified.outcomes()) {
      if (receipt.body() instanceof ReceiptBody.Outcome outcome) {
        outcome
            .decision()
            .filter(named -> !holds(named, before))
            .map(named -> at(named, receipt, before))
            .ifPresent(found -> contradicted.merge(found.chain(), found, Testimony::first));
      }
    }
    verified.broken().stream()
        .filter(broken -> broken.writer().equals(VALIDATOR))
        .forEach(broken -> contradicted.remove(broken.chain()));
    return List.copyOf(contradicted.values());
  }

  private static boolean holds(NamedReceipt named, Map<String, Digest> before) {
    return named.before().isEmpty() || named.before().get().equals(before.get(named.id()));
  }

  private static Break at(NamedReceipt named, Receipt by, Map<String, Digest> before) {
    String what = before.containsKey(named.id()) ? "another chain led here" : "it is missing";
    long seq = ReceiptId.seq(named.id());
    return new Break(
        VALIDATOR, ReceiptId.chain(named.id()), seq, what + ", as " + by.id() + " was told");
  }

  private static Break first(Break one, Break other) {
    return one.seq() <= other.seq() ? one : other;
  }
}
