package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Home;
import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.cell.Seal;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;

/** One process that works off sealed actions, and what it did in each round. For one thread. */
final class Contender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LANES = 1000;

  private final String name;
  private final Seal seal;
  private final Topics topics;
  private final JvmProcess process;
  private final Sender sender;
  private final Progress progress;
  private final Set<ActionId> sent = new HashSet<>();
  private final List<Turn> turns = new ArrayList<>();

  private Contender(Installation installation, String name, Topics topics, JvmProcess process) {
    this.name = name;
    this.seal = installation.seal();
    this.topics = topics;
    this.process = process;
    Map<String, Object> admin = installation.client("admin");
    this.progress = new Progress(admin, topics.executorGroup(Installation.CELL));
    Map<String, Object> own =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "fill-" + name,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            300_000,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10);
    this.sender = new Sender(admin, own);
    sender.prepare();
  }

  /**
   * What one turn took.
   *
   * @param perSecond actions a second
   * @param cpuMicros processor time of the process for each action
   */
  record Turn(double perSecond, double cpuMicros) {}

  /** The real executor. */
  static Contender executor(Installation installation, int inFlight) throws InterruptedException {
    Home home = Home.of(installation, inFlight, "http://127.0.0.1:9");
    JvmProcess process =
        JvmProcess.launch(home.config().getParent(), NoOpMain.class, home.config());
    return new Contender(installation, "executor", Installation.TOPICS, process.awaitReady());
  }

  /** A loop on topics of its own, that does the unavoidable work if there is a shape of it. */
  static Contender loop(Installation installation, String name, Optional<Shape> work)
      throws InterruptedException {
    Topics topics = new Topics(name);
    Site.addTopics(installation.client("admin"), topics);
    Properties properties = new Properties();
    installation
        .client("admin")
        .forEach((key, value) -> properties.put(LoopMain.CLIENT + key, value.toString()));
    properties.put(LoopMain.PREFIX, name);
    work.ifPresent(shape -> {
      shape.write(properties);
      properties.put(LoopMain.MANDATES, installation.seal().jwk().canonical());
    });
    Path file = installation.directory().resolve(name).resolve("loop.properties");
    store(properties, file);
    JvmProcess process = JvmProcess.launch(file.getParent(), LoopMain.class, file);
    return new Contender(installation, name, topics, process.awaitReady());
  }

  private static void store(Properties properties, Path file) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lays down {@code count} sealed actions in a transaction, so that the process sees all of them
   * at once when it is committed, and waits until their offsets are committed by the process.
   */
  Turn turn(int count) throws InterruptedException {
    sender.begin();
    for (int i = 0; i < count; i++) {
      Seal.Sealed sealed = seal.act(topics.trusted(Installation.CELL), "lane-" + i % LANES);
      sent.add(sealed.action());
      sender.send(sealed.record());
    }
    sender.flush();
    Duration cpu = process.cpu();
    long start = System.nanoTime();
    sender.commit();
    progress.await(sender.ends(), PATIENCE);
    double seconds = (System.nanoTime() - start) / 1e9;
    double micros = process.cpu().minus(cpu).toNanos() / 1e3;
    return new Turn(count / seconds, micros / count);
  }

  /** A turn that counts. */
  Turn measured(int count) throws InterruptedException {
    Turn turn = turn(count);
    turns.add(turn);
    return turn;
  }

  String name() {
    return name;
  }

  Topics topics() {
    return topics;
  }

  /** The ids of all actions that were laid down. */
  Set<ActionId> sent() {
    return Set.copyOf(sent);
  }

  List<Turn> turns() {
    return List.copyOf(turns);
  }

  @Override
  public void close() {
    sender.close();
    progress.close();
    process.close();
  }
}
