package io.sallyport.bench.throughput;

import io.sallyport.bench.site.Site;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.validator.stream.AppendTimeClients;
import io.sallyport.validator.stream.StreamsSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;

/** A {@link Floor} as a process, with the gate's own settings and clients. */
public final class FloorMain {
  static final String CLIENT = "client.";
  static final String FLOOR = "floor";

  private static final int MAX_BODY = 1 << 20;

  private FloorMain() {}

  /** Runs until it is told to end; the argument is a file that {@link Contender} writes. */
  public static void main(String[] arguments) {
    RoleProcess.run("floor", arguments, FloorMain::start);
  }

  private static RoleProcess.Running start(Path file) {
    Properties properties = read(file);
    Map<String, Object> client = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(CLIENT)) {
        client.put(name.substring(CLIENT.length()), properties.getProperty(name));
      }
    }
    Floor floor = Floor.valueOf(properties.getProperty(FLOOR));
    String application = floor.topics().validatorApplication();
    Path state = file.resolveSibling("state");
    Properties settings =
        StreamsSettings.of(
            client,
            new StreamsSettings.Instance(application, "floor-1", Site.PARTITIONS, state),
            MAX_BODY);
    KafkaStreams streams =
        new KafkaStreams(floor.topology(Shape.read(properties)), settings, new AppendTimeClients());
    CountDownLatch running = new CountDownLatch(1);
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        running.countDown();
      }
    });
    streams.start();
    await(running);
    return () -> streams.close(Duration.ofSeconds(4));
  }

  private static void await(CountDownLatch running) {
    try {
      running.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it started", e);
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
