package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.contract.revocation.RevocationClient;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.claim.CellReceipts;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.executor.resolve.CommandWatch;
import io.sallyport.executor.resolve.Docket;
import io.sallyport.executor.resolve.Resolver;
import io.sallyport.executor.verify.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Wires what hears operators about actions in doubt. */
final class Doubts {
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Duration MARGIN = Duration.ofDays(1);

  private Doubts() {}

  /** A watch over the commands for this cell, not started. */
  static CommandWatch watch(
      ExecutorConfig config,
      ExecutorBundle bundle,
      Cell cell,
      Docket docket,
      ExecutorMetrics counts) {
    Scope scope = config.scope();
    Clock clock = cell.clients().clock();
    String audience = scope.environment().cell(scope.cell());
    ResolveCommands commands = new ResolveCommands(audience, bundle.resolvers(), scope.skew());
    Resolver resolver =
        new Resolver(
            commands,
            new CellReceipts(cell),
            action -> oneSuffices(bundle.types(), action),
            remembered(cell.ground().ledgerRetention()));
    return new CommandWatch(
        RevocationClient.open(config.kafka()),
        config.identity().topics().commands(),
        new CommandWatch.Desk(audience, resolver, docket, counts::resolution),
        clock);
  }

  /** A resolution lies in the ledger for longer than another one of its action is accepted. */
  static Duration remembered(Duration ledgerRetention) {
    return ledgerRetention.compareTo(LONGEST) < 0 ? ledgerRetention.minus(MARGIN) : LONGEST;
  }

  /** Not for what persists or is gated, nor for a type that the bundle does not know any more. */
  static boolean oneSuffices(List<ActionType> types, ReceiptBody.Action action) {
    return action.effect() != Effect.PERSIST
        && types.stream()
            .anyMatch(type ->
                type.name().equals(action.type())
                    && type.fingerprint().equals(action.fingerprint())
                    && type.approval().isEmpty());
  }
}
