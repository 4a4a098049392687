package io.sallyport.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static final Origin ORIGIN = Origin.parse(Refused.ORIGIN);
  private static final Bytes PAYLOAD = Bytes.of((byte) 1);

  @Test
  void findsTheReceiptOfARefusal() {
    Proof proof = proof(Receipts.ended(ORIGIN, Ending.REFUSED, Code.JSON_INVALID));

    Proof.Said said = proof.of(Refused.refusal("json-invalid", ""), PAYLOAD);

    assertThat(said.isProven()).isTrue();
    assertThat(said.text()).contains("gate-0/0", "demo-x/validator", "REFUSED", "verified");
  }

  @Test
  void findsTheReceiptOfTheRuleThatDidNotBind() {
    Proof proof =
        proof(unbound("first", Code.BIND_MISSING), unbound("second", Code.CONSTRAINT_LENGTH));

    Proof.Said said = proof.of(Refused.refusal("constraint-length", "second"), PAYLOAD);

    assertThat(said.isProven()).isTrue();
    assertThat(said.text()).contains("UNBOUND");
  }

  @Test
  void takesNoReceiptOfAnotherEnding() {
    Proof proof =
        proof(
            Receipts.opened(),
            Receipts.ended(ORIGIN, Ending.DUPLICATE, Code.DUPLICATE),
            Receipts.ended(ORIGIN, Ending.REFUSED, Code.JSON_DEPTH),
            Receipts.ended(new Origin("x", 0, 1), Ending.REFUSED, Code.JSON_INVALID),
            unbound("rule", Code.JSON_INVALID),
            Receipts.allowed(ORIGIN));

    Proof.Said said = proof.of(Refused.refusal("json-invalid", ""), PAYLOAD);

    assertThat(said.isProven()).isFalse();
    assertThat(said.text()).startsWith("NONE");
  }

  @Test
  void seesThatTheBytesAreOthers() {
    Proof proof = proof(Receipts.ended(ORIGIN, Ending.REFUSED, Code.JSON_INVALID));

    Proof.Said said = proof.of(Refused.refusal("json-invalid", ""), Bytes.of((byte) 2));

    assertThat(said.isProven()).isFalse();
    assertThat(said.text()).contains("OTHER BYTES");
  }

  @Test
  void saysThatABrokenChainMayHideTheReceipt() {
    Proof proof = new Proof(List.of(), List.of(new Break("validator", "gate-0", 3, "signature")));

    assertThat(proof.of(Refused.refusal("json-invalid", ""), PAYLOAD).text())
        .contains("a chain is broken");
  }

  @Test
  void findsTheOriginOfADelivery() {
    Proof proof = proof(Receipts.opened(), Receipts.allowed(ORIGIN));

    assertThat(proof.originOf(Refused.ORIGIN)).contains(Refused.ORIGIN);
    assertThat(proof.originOf("another")).isEmpty();
  }

  private static ReceiptBody unbound(String rule, Code code) {
    return Receipts.decided(ORIGIN, 2, rule, DecisionResult.UNBOUND, code);
  }

  private static Proof proof(ReceiptBody... bodies) {
    return new Proof(Stream.of(bodies).map(Receipts::receipt).toList(), List.of());
  }
}
