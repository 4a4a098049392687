package io.sallyport.executor.resolve;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which commands answer a doubt of this cell. The doubt is proved by the cell's own
 * receipt, read committed where the command says that it lies; whether it was answered before, the
 * ledger of its partition knows. Safe for any thread.
 */
public final class Resolver {
  private final ResolveCommands commands;
  private final Receipts receipts;
  private final Predicate<ReceiptBody.Action> oneSuffices;
  private final Duration remembered;

  /** The cell's own receipts. */
  public interface Receipts {
    /** The compact form of what lies there, if it is a committed record of the receipts topic. */
    Optional<String> at(Origin origin);

    /** What it says, if this cell signed it. */
    Optional<Receipt> own(String jws);
  }

  /**
   * A record of the topic of commands.
   *
   * @param jws its value
   * @param confirmed the other operator's command that it carries
   * @param at when the broker appended it
   */
  public record Given(String jws, Optional<String> confirmed, Instant at) {}

  /** What a record came to. */
  public sealed interface Read {
    /** It answers a doubt. */
    record Accepted(Answer answer) implements Read {}

    /** It does not count, and why. */
    record Refused(Code code) implements Read {}
  }

  /**
   * A resolver of a cell's doubts.
   *
   * @param oneSuffices whether one person's word is enough for such an action
   * @param remembered for how long after its outcome the ledger knows of an action's resolution
   */
  public Resolver(
      ResolveCommands commands,
      Receipts receipts,
      Predicate<ReceiptBody.Action> oneSuffices,
      Duration remembered) {
    this.commands = commands;
    this.receipts = receipts;
    this.oneSuffices = oneSuffices;
    this.remembered = remembered;
  }

  /** Reads one record; throws a Kafka exception when the receipt cannot be read just now. */
  public Read read(Given given, Instant now) {
    return switch (commands.read(given.jws(), given.at(), now)) {
      case ResolveCommands.Read.Refused(Code code) -> new Read.Refused(code);
      case ResolveCommands.Read.Signed signed -> proved(given, signed, now);
    };
  }

  private Read proved(Given given, ResolveCommands.Read.Signed signed, Instant now) {
    ResolveCommand.Doubt doubt = signed.command().doubt();
    Optional<Receipt> receipt =
        receipts
            .at(doubt.origin())
            .filter(jws -> Digest.of(Bytes.utf8(jws)).equals(doubt.digest()))
            .flatMap(receipts::own)
            .filter(own -> own.id().equals(doubt.receipt()));
    if (receipt.isEmpty()) {
      return new Read.Refused(Code.RESOLUTION_RECEIPT_INVALID);
    }
    if (!(receipt.get().body() instanceof ReceiptBody.Outcome outcome)
        || outcome.result() != OutcomeResult.IN_DOUBT
        || !outcome.action().id().equals(doubt.action())) {
      return new Read.Refused(Code.RESOLUTION_NOT_IN_DOUBT);
    }
    Instant until = receipt.get().issuedAt().plus(remembered);
    return now.isBefore(until)
        ? stated(given, signed, outcome, until)
        : new Read.Refused(Code.RESOLUTION_TOO_OLD);
  }

  private Read stated(
      Given given,
      ResolveCommands.Read.Signed signed,
      ReceiptBody.Outcome outcome,
      Instant remembered) {
    Statement own = Statement.of(signed.command(), signed.digest());
    if (signed.command().word().confirms().isPresent()) {
      return first(given, signed)
          .<Read>map(first -> accepted(signed, outcome, List.of(first, own), remembered))
          .orElseGet(() -> new Read.Refused(Code.RESOLUTION_SECOND_INVALID));
    }
    if (given.confirmed().isPresent()) {
      return new Read.Refused(Code.RESOLUTION_MALFORMED);
    }
    return oneSuffices.test(outcome.action())
        ? accepted(signed, outcome, List.of(own), remembered)
        : new Read.Refused(Code.RESOLUTION_NEEDS_SECOND);
  }

  /** The other operator's statement; it has to count at the time at which this one does. */
  private Optional<Statement> first(Given given, ResolveCommands.Read.Signed second) {
    return given
        .confirmed()
        .flatMap(jws ->
            commands.read(jws, given.at(), given.at())
                        instanceof ResolveCommands.Read.Signed(var first, var digest)
                    && second.command().isSecondOf(first, digest)
                ? Optional.of(Statement.of(first, digest))
                : Optional.empty());
  }

  private static Read accepted(
      ResolveCommands.Read.Signed signed,
      ReceiptBody.Outcome outcome,
      List<Statement> statements,
      Instant remembered) {
    ResolveCommand command = signed.command();
    ResolveCommand.Doubt doubt = command.doubt();
    Resolution resolution =
        new Resolution(doubt.receipt(), doubt.digest(), command.word().finding(), statements);
    return new Read.Accepted(
        new Answer(
            new ReceiptBody.Resolved(outcome.action(), resolution),
            outcome.record(),
            signed.digest(),
            command.expiresAt(),
            remembered));
  }
}
