package io.sallyport.bench.throughput;

import io.sallyport.bench.site.Deliveries;
import io.sallyport.bench.site.GithubPush;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** One topology as a running process, and what it did in each round. Owned by one thread. */
final class Contender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final GithubPush.Template PUSH = GithubPush.template("acme/shop", 7000);

  private final String name;
  private final JvmProcess process;
  private final Topics topics;
  private final Deliveries deliveries;
  private final Sender sender;
  private final Progress progress;
  private final List<Turn> turns = new ArrayList<>();
  private long sent;

  private Contender(Site site, String name, Topics topics, JvmProcess process) {
    this.name = name;
    this.process = process;
    this.topics = topics;
    this.deliveries = new Deliveries(site.bundle(), topics.untrusted(), Site.PARTITIONS);
    this.progress = new Progress(site.client("admin"), topics.validatorApplication());
    Map<String, Object> own =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "fill-" + name,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            300_000,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10);
    this.sender = new Sender(site.client("admin"), own);
    sender.prepare();
  }

  /**
   * What one turn took.
   *
   * @param perSecond deliveries a second
   * @param cpuMicros processor time of the process for each delivery
   */
  record Turn(double perSecond, double cpuMicros) {}

  /** The real gate. */
  static Contender gate(Site site) throws InterruptedException {
    return new Contender(site, "gate", Site.TOPICS, site.launchValidator().awaitReady());
  }

  /** One of those that it is measured against, on topics of its own. */
  static Contender floor(Site site, Floor floor, Shape shape) throws InterruptedException {
    site.addTopics(floor.topics());
    String name = floor.topics().prefix();
    Path home = site.directory().resolve(name);
    Properties properties = new Properties();
    site.client("admin")
        .forEach((key, value) -> properties.put(FloorMain.CLIENT + key, value.toString()));
    properties.put(FloorMain.FLOOR, floor.name());
    shape.write(properties);
    Path file = home.resolve("floor.properties");
    try {
      Files.createDirectories(home);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JvmProcess process = JvmProcess.launch(home, FloorMain.class, file);
    return new Contender(site, name, floor.topics(), process.awaitReady());
  }

  /**
   * Lays down {@code count} distinct pushes in a transaction, so that the process sees all of them
   * at once when it is committed, and waits until their offsets are committed by the process.
   */
  Turn turn(int count) throws InterruptedException {
    sender.begin();
    for (int i = 0; i < count; i++, sent++) {
      sender.send(deliveries.of(PUSH.of(sent)));
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

  long sent() {
    return sent;
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
