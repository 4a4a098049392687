package io.sallyport.cli.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtTest {
  @Test
  void tellsAllThatAStoryTellsOfTheExecution() {
    Outcome outcome =
        (Outcome) Receipts.outcome(new ActionId("A".repeat(43)), OutcomeResult.IN_DOUBT);
    Digest digest = Digest.of(new byte[0]);
    Receipt receipt = new Receipt("test/cell", Receipts.NOW, "cell-0", 1, digest, outcome);

    JsonNode json =
        new Doubt(receipt, outcome, digest, new Origin("receipts", 0, 1), Optional.empty()).json();

    assertThat(json.path("decision").asText()).isEqualTo("gate-0/1");
    assertThat(json.path("attempt").asInt()).isEqualTo(1);
    assertThat(json.path("claim").asText()).isEqualTo("nonce");
    assertThat(json.path("produced").asText()).isEqualTo("orders:0:5");
    assertThat(json.path("classification").asText()).isEqualTo("internal");
  }
}
