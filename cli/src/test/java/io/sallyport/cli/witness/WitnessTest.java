package io.sallyport.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a witness says, and of what it says nothing. */
@Tag("CSF-RS.AN")
class WitnessTest {
  private static final SigningKey KEY = SigningKey.generate();

  private final Chain gate = chain();
  private final ReceiptRecord first = gate.append(Receipts.opened());
  private final ReceiptRecord second = gate.append(allowed(1));
  private final ReceiptRecord third = gate.append(allowed(2));

  private static Chain chain() {
    return Chain.of(new Topics("sallyport"), "validator", "gate-0", KEY);
  }

  @Test
  void saysWhereChainsStand() {
    Witness witness = reading(Witness.nothing(), first, second);

    assertThat(witness.broken()).isEmpty();
    assertThat(witness.heads().byChain())
        .extractingByKey(new Heads.Name("validator", "gate-0"))
        .extracting(ChainHead::next)
        .isEqualTo(2L);
  }

  @Test
  void goesOnFromWhatItSaidInAnEarlierLife() {
    Heads said = reading(Witness.nothing(), first, second).heads();

    assertThat(reading(said, first, second).broken()).isEmpty();
    assertThat(reading(said, first, second, third).broken()).isEmpty();
  }

  @Test
  void goesOnWhileItReads() {
    Witness witness = reading(reading(Witness.nothing(), first).heads(), first);
    assertThat(witness.broken()).isEmpty();

    witness.accept(second, Receipts.NOW);
    assertThat(witness.broken()).isEmpty();
    witness.accept(third, Receipts.NOW);
    assertThat(witness.broken()).isEmpty();
  }

  @Test
  void saysWhatWasCutOff() {
    Heads said = reading(Witness.nothing(), first, second, third).heads();

    assertThat(reading(said, first, second).broken())
        .extracting(Break::place)
        .containsExactly("validator gate-0/2");
    assertThat(reading(said).broken()).hasSize(1);
  }

  @Test
  void saysWhatWasWrittenAnew() {
    Heads said = reading(Witness.nothing(), first, second).heads();
    Chain anew = chain();
    ReceiptRecord other = anew.append(allowed(5));
    ReceiptRecord next = anew.append(allowed(6));

    assertThat(reading(said, other, next, anew.append(allowed(7))).broken())
        .extracting(Break::reason)
        .containsExactly("another receipt was there");
  }

  @Test
  void saysWhereAChainBreaks() {
    Witness witness = reading(Witness.nothing(), first, third);

    assertThat(witness.broken()).extracting(Break::place).containsExactly("validator gate-0/1");
  }

  private Witness reading(Heads said, ReceiptRecord... records) {
    Witness witness = new Witness(List.of(gate.writer()), said);
    for (ReceiptRecord record : records) {
      witness.accept(record, Receipts.NOW);
    }
    return witness;
  }

  private static ReceiptBody allowed(int offset) {
    return Receipts.allowed(new Origin("sallyport.untrusted", 0, offset));
  }
}
