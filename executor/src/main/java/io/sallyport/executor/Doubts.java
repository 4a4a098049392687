package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.contract.revocation.RevocationClient;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.claim.CellReceipts;
import io.sallyport.executor.claim.ClientSettings;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.executor.resolve.CommandWatch;
import io.sallyport.executor.resolve.Docket;
import io.sallyport.executor.resolve.OpenDoubts;
import io.sallyport.executor.resolve.Resolver;
import io.sallyport.executor.verify.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What goes on about actions in doubt: operators are heard, and what is open is counted. Made, not
 * started.
 *
 * @param commands hears operators
 * @param open counts
 */
record Doubts(CommandWatch commands, OpenDoubts open) implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Duration MARGIN = Duration.ofDays(1);

  /** Of this cell. */
  static Doubts of(
      ExecutorConfig config,
      ExecutorBundle bundle,
      Cell cell,
      Docket docket,
      ExecutorMetrics counts) {
    OpenDoubts open = open(config, cell);
    counts.inDoubt(cell.name(), open::count);
    return new Doubts(watch(config, bundle, cell, docket, counts), open);
  }

  private static OpenDoubts open(ExecutorConfig config, Cell cell) {
    String ledger = config.identity().topics().ledger(cell.name());
    return new OpenDoubts(
        new KafkaConsumer<>(
            ClientSettings.reader(config.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        IntStream.range(0, cell.partitions())
            .mapToObj(partition -> new TopicPartition(ledger, partition))
            .toList(),
        remembered(cell.ground().ledgerRetention()),
        cell.clients().clock());
  }

  /** Starts to listen and to count. */
  void start() {
    commands.start();
    open.start();
  }

  /** Why no command will be read any more; the process should be started anew. */
  Optional<String> problem() {
    return commands.problem();
  }

  @Override
  public void close() {
    commands.close();
    open.close();
  }

  private static CommandWatch watch(
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
