package io.sallyport.executor.resolve;

import static io.sallyport.executor.resolve.DoubtTrial.NOW;
import static io.sallyport.executor.resolve.DoubtTrial.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import io.sallyport.executor.resolve.Resolver.Given;
import io.sallyport.executor.resolve.Resolver.Read;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which commands answer a doubt, and which persons it needs. */
class ResolverTest {
  private final DoubtTrial cell = new DoubtTrial();
  private final Resolver resolver = cell.resolver(Duration.ofDays(14));

  @Test
  void acceptsOnePersonsWord() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    String command = DoubtTrial.first(doubt, Finding.PERFORMED);
    Digest digest = Digest.of(Bytes.utf8(command));

    Resolution resolution =
        new Resolution(
            "pay-1/0",
            doubt.digest(),
            Finding.PERFORMED,
            List.of(new Statement("first", "c0mmand-of-first", digest, "seen by first")));
    assertThat(read(command, Optional.empty()))
        .isEqualTo(
            new Read.Accepted(
                new Answer(
                    new ReceiptBody.Resolved(DoubtTrial.action(Effect.WRITE), resolution),
                    DoubtTrial.RECORD,
                    digest,
                    NOW.plusSeconds(600),
                    NOW.minusSeconds(60).plus(Duration.ofDays(14)))));
  }

  @Test
  void refusesStrangers() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    String forged =
        DoubtTrial.say(
            "first", SigningKey.generate(), doubt, new Word(Finding.PERFORMED, Optional.empty()));

    refuses(forged, Optional.empty(), Code.KEY_UNKNOWN);
  }

  @Test
  void refusesCommandWhoseTimeIsOver() {
    String command = DoubtTrial.first(cell.inDoubt(Effect.WRITE), Finding.PERFORMED);

    assertThat(resolver.read(new Given(command, Optional.empty(), NOW), NOW.plusSeconds(600)))
        .isEqualTo(new Read.Refused(Code.RESOLUTION_EXPIRED));
  }

  @Test
  void refusesReceiptThatDoesNotLieThere() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    Origin other = new Origin(doubt.origin().topic(), 1, 13);

    refuses(
        new Doubt(doubt.action(), doubt.receipt(), doubt.digest(), other),
        Code.RESOLUTION_RECEIPT_INVALID);
  }

  @Test
  void refusesReceiptWithAnotherDigest() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);

    refuses(
        new Doubt(doubt.action(), doubt.receipt(), Digest.of(new byte[0]), doubt.origin()),
        Code.RESOLUTION_RECEIPT_INVALID);
  }

  @Test
  void refusesReceiptWithAnotherId() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);

    refuses(
        new Doubt(doubt.action(), "pay-1/1", doubt.digest(), doubt.origin()),
        Code.RESOLUTION_RECEIPT_INVALID);
  }

  @Test
  void refusesReceiptThatTheCellDidNotSign() {
    ReceiptWriter stranger = new ReceiptWriter(DoubtTrial.CELL, SigningKey.generate());

    refuses(
        cell.receipt(stranger, outcome(Effect.WRITE, OutcomeResult.IN_DOUBT)),
        Code.RESOLUTION_RECEIPT_INVALID);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IN_DOUBT")
  void refusesEachOtherOutcome(OutcomeResult result) {
    refuses(cell.receipt(cell.writer, outcome(Effect.WRITE, result)), Code.RESOLUTION_NOT_IN_DOUBT);
  }

  @Test
  void refusesAnotherActionsDoubt() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    ActionId other = new ActionId("B".repeat(42) + "A");

    refuses(
        new Doubt(other, doubt.receipt(), doubt.digest(), doubt.origin()),
        Code.RESOLUTION_NOT_IN_DOUBT);
  }

  @ParameterizedTest
  @CsvSource({"60,false", "61,true"})
  void refusesWhatTheLedgerWouldForget(long remembered, boolean accepted) {
    String command = DoubtTrial.first(cell.inDoubt(Effect.WRITE), Finding.PERFORMED);

    Read read =
        cell.resolver(Duration.ofSeconds(remembered))
            .read(new Given(command, Optional.empty(), NOW), NOW);

    assertThat(read instanceof Read.Accepted).isEqualTo(accepted);
    if (!accepted) {
      assertThat(read).isEqualTo(new Read.Refused(Code.RESOLUTION_TOO_OLD));
    }
  }

  @Test
  void needsTwoPersonsForWhatPersists() {
    Doubt doubt = cell.inDoubt(Effect.PERSIST);
    String first = DoubtTrial.first(doubt, Finding.PERFORMED);
    refuses(first, Optional.empty(), Code.RESOLUTION_NEEDS_SECOND);

    Read read = read(DoubtTrial.second(doubt, Finding.PERFORMED, first), Optional.of(first));

    assertThat(((Read.Accepted) read).answer().body().resolution().statements())
        .extracting(Statement::operator)
        .containsExactly("first", "second");
  }

  @Test
  void refusesOnePersonTwice() {
    Doubt doubt = cell.inDoubt(Effect.PERSIST);
    String first = DoubtTrial.first(doubt, Finding.PERFORMED);
    Word again = new Word(Finding.PERFORMED, Optional.of(Digest.of(Bytes.utf8(first))));

    refuses(
        DoubtTrial.say("first", DoubtTrial.FIRST, doubt, again),
        Optional.of(first),
        Code.RESOLUTION_SECOND_INVALID);
  }

  @Test
  void refusesSecondThatSaysTheOpposite() {
    Doubt doubt = cell.inDoubt(Effect.PERSIST);
    String first = DoubtTrial.first(doubt, Finding.PERFORMED);

    refuses(
        DoubtTrial.second(doubt, Finding.NOT_PERFORMED, first),
        Optional.of(first),
        Code.RESOLUTION_SECOND_INVALID);
  }

  @Test
  void refusesSecondWithoutItsFirst() {
    Doubt doubt = cell.inDoubt(Effect.PERSIST);
    String first = DoubtTrial.first(doubt, Finding.PERFORMED);
    String second = DoubtTrial.second(doubt, Finding.PERFORMED, first);
    String forged =
        DoubtTrial.say(
            "first", SigningKey.generate(), doubt, new Word(Finding.PERFORMED, Optional.empty()));

    refuses(second, Optional.empty(), Code.RESOLUTION_SECOND_INVALID);
    refuses(second, Optional.of(""), Code.RESOLUTION_SECOND_INVALID);
    refuses(second, Optional.of(second), Code.RESOLUTION_SECOND_INVALID);
    refuses(
        DoubtTrial.second(doubt, Finding.PERFORMED, forged),
        Optional.of(forged),
        Code.RESOLUTION_SECOND_INVALID);
  }

  @Test
  void refusesFirstThatNobodyConfirms() {
    Doubt doubt = cell.inDoubt(Effect.WRITE);
    String command = DoubtTrial.first(doubt, Finding.PERFORMED);

    refuses(command, Optional.of(command), Code.RESOLUTION_MALFORMED);
  }

  private void refuses(Doubt doubt, Code code) {
    refuses(DoubtTrial.first(doubt, Finding.PERFORMED), Optional.empty(), code);
  }

  private void refuses(String command, Optional<String> confirmed, Code code) {
    assertThat(read(command, confirmed)).isEqualTo(new Read.Refused(code));
  }

  private Read read(String command, Optional<String> confirmed) {
    return resolver.read(new Given(command, confirmed, NOW), NOW);
  }
}
