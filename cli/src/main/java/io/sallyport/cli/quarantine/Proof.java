package io.sallyport.cli.quarantine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the validator's verified receipts say of refused deliveries.
 *
 * @param receipts each the next of its chain, its signature verified
 * @param broken where a chain stops being proof; receipts behind it are not among the others
 */
record Proof(List<Receipt> receipts, List<Break> broken) {
  /** Copies the lists. */
  Proof {
    receipts = List.copyOf(receipts);
    broken = List.copyOf(broken);
  }

  /** Reads all receipts with the inspector's rights. */
  static Proof read(ReceiptOptions options, List<Path> earlier) {
    ClusterOptions cluster = options.cluster();
    Map<String, Object> client = cluster.client(QuarantineTopic.READER);
    try (Auditor auditor = Auditor.open(client, cluster.topics(), options.keys(), earlier)) {
      VerifiedReceipts read = auditor.readToEnd();
      return new Proof(read.decisions(), read.broken());
    }
  }

  /**
   * What the receipts say of one refusal.
   *
   * @param isProven whether a receipt says the same of the same bytes
   * @param text the receipt's id and what it says, or what is wrong
   */
  record Said(boolean isProven, String text) {
    void addTo(ObjectNode json) {
      json.put("receipt", text);
      json.put("proven", isProven);
    }
  }

  /** The origin of the delivery with that id. */
  Optional<String> originOf(String id) {
    return receipts.stream()
        .flatMap(receipt -> receipt.body().subject().stream())
        .filter(delivery -> delivery.id().equals(id))
        .map(delivery -> delivery.origin().text())
        .findFirst();
  }

  /** The receipt that belongs to {@code refusal}, compared with what was refused. */
  Said of(Refusal refusal, Bytes payload) {
    Optional<Receipt> found =
        receipts.stream().filter(receipt -> isOf(receipt.body(), refusal)).findFirst();
    if (found.isEmpty()) {
      return new Said(
          false,
          "NONE that verifies and says this"
              + (broken.isEmpty() ? "" : "; a chain is broken, 'sallyport tally' tells where"));
    }
    Receipt receipt = found.get();
    boolean same =
        receipt
            .body()
            .subject()
            .filter(delivery -> delivery.digest().equals(Digest.of(payload)))
            .isPresent();
    String said = receipt.id() + " of " + receipt.issuedAt() + " by " + receipt.issuer();
    return same
        ? new Said(true, said + ": " + ending(receipt.body()) + ", signature and chain verified")
        : new Said(false, said + " is about OTHER BYTES than these");
  }

  private static String ending(ReceiptBody body) {
    return body instanceof ReceiptBody.Decision ? "UNBOUND" : "REFUSED";
  }

  private static boolean isOf(ReceiptBody body, Refusal refusal) {
    return switch (body) {
      case ReceiptBody.DeliveryEnded ended ->
          ended.ending() == ReceiptBody.Ending.REFUSED
              && ended.delivery().origin().text().equals(refusal.origin())
              && ended.code().text().equals(refusal.code())
              && refusal.rule().isEmpty();
      case ReceiptBody.Decision decision ->
          decision.verdict().result() == ReceiptBody.DecisionResult.UNBOUND
              && decision.delivery().origin().text().equals(refusal.origin())
              && decision.code().text().equals(refusal.code())
              && decision.verdict().rule().equals(refusal.rule());
      case ReceiptBody.ChainOpened other -> false;
      case ReceiptBody.Reload other -> false;
      case ReceiptBody.Witnessed other -> false;
      case ReceiptBody.Outcome other -> false;
      case ReceiptBody.Rejection other -> false;
      case ReceiptBody.Resolved other -> false;
      case ReceiptBody.HoldEnded other -> false;
      case ReceiptBody.Referred other -> false;
      case ReceiptBody.Ruled other -> false;
    };
  }
}
