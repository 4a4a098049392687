package io.sallyport.cli.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.testkit.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever came in, in whichever order its receipts are read: the books balance, or show it. */
class TallyPropertyTest {
  private static final int CASES = 200;
  private static final List<Ending> ENDINGS = List.copyOf(EnumSet.allOf(Ending.class));
  private static final List<DecisionResult> RESULTS =
      List.copyOf(EnumSet.allOf(DecisionResult.class));

  @Test
  void accountsForEverythingThatHasItsReceipts() {
    Seeded.forAll(
        CASES,
        random -> {
          Run run = new Run(random);

          Deliveries deliveries = DeliveryCount.of(run.spans, 0, run.receipts);

          assertThat(deliveries.unaccounted()).isZero();
          assertThat(deliveries.contradicted()).isZero();
          assertThat(deliveries.pending()).isEqualTo(run.pending);
          assertThat(deliveries.received())
              .isEqualTo(
                  deliveries.ended().values().stream().mapToLong(n -> n).sum() + run.pending);
        });
  }

  @Test
  void showsEveryLostReceipt() {
    Seeded.forAll(
        CASES,
        random -> {
          Run run = new Run(random);
          if (run.receipts.isEmpty()) {
            return;
          }
          run.receipts.remove(random.nextInt(run.receipts.size()));

          Deliveries deliveries = DeliveryCount.of(run.spans, 0, run.receipts);

          assertThat(deliveries.unaccounted()).isEqualTo(1);
          assertThat(deliveries.missing()).hasSize(1);
        });
  }

  @Test
  void showsEveryDoubledReceipt() {
    Seeded.forAll(
        CASES,
        random -> {
          Run run = new Run(random);
          if (run.receipts.isEmpty()) {
            return;
          }
          run.receipts.add(run.receipts.get(random.nextInt(run.receipts.size())));

          assertThat(DeliveryCount.of(run.spans, 0, run.receipts).contradicted()).isEqualTo(1);
        });
  }

  /** A made run: partitions with some deliveries decided, some pending. */
  private static final class Run {
    private final List<Span> spans = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private long pending;

    Run(Random random) {
      int partitions = 1 + random.nextInt(3);
      for (int partition = 0; partition < partitions; partition++) {
        long begin = random.nextInt(5);
        long committed = begin + random.nextInt(12);
        long end = committed + random.nextInt(4);
        spans.add(new Span("sallyport.untrusted", partition, begin, end, committed));
        pending += end - committed;
        for (long offset = begin; offset < committed; offset++) {
          end(new Origin("sallyport.untrusted", partition, offset), random);
        }
      }
      Collections.shuffle(receipts, random);
    }

    private void end(Origin origin, Random random) {
      if (random.nextBoolean()) {
        Ending ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
        receipts.add(Receipts.receipt(Receipts.ended(origin, ending, Code.NO_RULE)));
        return;
      }
      int decisions = 1 + random.nextInt(3);
      for (int rule = 0; rule < decisions; rule++) {
        DecisionResult result = RESULTS.get(random.nextInt(RESULTS.size()));
        receipts.add(
            Receipts.receipt(
                Receipts.decided(origin, decisions, "rule-" + rule, result, Code.PERMITTED)));
      }
    }
  }
}
