package io.sallyport.cli.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the gate said of the releases that were written. Owned by one thread. */
final class Verdicts implements Consumer<GateReceipts.Signed> {
  private final Set<Origin> open = new HashSet<>();
  private final Set<Origin> written = new HashSet<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  /** One receipt's word about a release. */
  private record Verdict(
      Origin release,
      String rule,
      String result,
      String code,
      String pointer,
      String receipt,
      boolean isSealed) {}

  /** Waits for what becomes of {@code release}. */
  void await(Origin release) {
    open.add(release);
    written.add(release);
  }

  @Override
  public void accept(GateReceipts.Signed signed) {
    Receipt receipt = signed.receipt();
    Optional<Origin> origin = receipt.body().subject().map(ReceiptBody.Delivery::origin);
    if (origin.filter(written::contains).isEmpty()) {
      return;
    }
    if (receipt.body() instanceof ReceiptBody.DeliveryEnded ended) {
      ended(origin.get(), receipt.id(), ended);
    }
    receipt.body().decided().ifPresent(decision -> decided(origin.get(), receipt.id(), decision));
  }

  private void ended(Origin release, String receipt, ReceiptBody.DeliveryEnded ended) {
    verdicts.add(
        new Verdict(
            release,
            "",
            ended.ending().name(),
            ended.code().text(),
            ended.pointer().orElse(""),
            receipt,
            false));
    open.remove(release);
  }

  private void decided(Origin release, String receipt, ReceiptBody.Decision decision) {
    DecisionResult result = decision.verdict().result();
    verdicts.add(
        new Verdict(
            release,
            decision.verdict().rule(),
            result.name(),
            decision.code().text(),
            decision.pointer().orElse(""),
            receipt,
            result.isSealed()));
    long decided = verdicts.stream().filter(each -> each.release().equals(release)).count();
    if (decided >= decision.decisions()) {
      open.remove(release);
    }
  }

  /** Whether the gate has said all. */
  boolean isComplete() {
    return open.isEmpty();
  }

  /** Whether everything that was said is that an action was sealed. */
  boolean isYes() {
    return isComplete() && verdicts.stream().allMatch(Verdict::isSealed);
  }

  Table table() {
    Table table = Table.headed("RELEASE", "RULE", "RESULT", "CODE", "POINTER", "RECEIPT");
    for (Verdict each : verdicts) {
      table.row(
          each.release().text(),
          each.rule(),
          each.result(),
          each.code(),
          each.pointer(),
          each.receipt());
    }
    return table;
  }

  List<ObjectNode> json() {
    return verdicts.stream().map(Verdicts::json).toList();
  }

  private static ObjectNode json(Verdict verdict) {
    ObjectNode json = StrictJson.object();
    json.put("release", verdict.release().text());
    json.put("rule", verdict.rule());
    json.put("result", verdict.result());
    json.put("code", verdict.code());
    json.put("pointer", verdict.pointer());
    json.put("receipt", verdict.receipt());
    return json;
  }
}
