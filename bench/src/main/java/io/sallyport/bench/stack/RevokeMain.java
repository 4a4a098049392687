package io.sallyport.bench.stack;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long a revocation takes: pushes come at a fixed rate, their source is revoked at a random
 * moment, and the last effect at the demo target is compared with the moment before the revocation
 * was sent, and with the brokers' answer. Then two operators lift it, and the next round begins.
 */
public final class RevokeMain {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");
  private static final Duration CALM = Duration.ofSeconds(3);

  private final RunningStack stack;
  private final Environment environment;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String run = Long.toHexString(System.nanoTime());
  private final AtomicInteger pushes = new AtomicInteger();
  private final Random random = new Random();

  private RevokeMain(
      RunningStack stack, Environment environment, KafkaProducer<byte[], byte[]> producer) {
    this.stack = stack;
    this.environment = environment;
    this.producer = producer;
  }

  /** {@code RevokeMain DATA ROUNDS RATE}: a stack's data directory, rounds, pushes a second. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: RevokeMain DATA ROUNDS RATE (for example .sallyport 20 20)");
      System.exit(2);
    }
    Path data = Path.of(arguments[0]).toAbsolutePath();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(data), new ByteArraySerializer(), new ByteArraySerializer())) {
      new RevokeMain(new RunningStack(data), environment(data), producer)
          .measure(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }
  }

  private static Map<String, Object> client(Path data) throws IOException {
    Properties file = new Properties();
    try (InputStream in = Files.newInputStream(data.resolve("operator/client.properties"))) {
      file.load(in);
    }
    Map<String, Object> client = new HashMap<>();
    file.forEach((key, value) -> client.put(String.valueOf(key), value));
    client.put("acks", "all");
    client.put("linger.ms", 0);
    return client;
  }

  private static Environment environment(Path data) throws IOException {
    return Files.readAllLines(data.resolve("operator/profile.yaml")).stream()
        .filter(line -> line.strip().startsWith("environment:"))
        .map(line -> new Environment(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private void measure(int rounds, int rate) throws Exception {
    write("operator", new Order.Revoke(new Target(Target.Kind.RULE, "none")));
    List<Long> afterSending = new ArrayList<>();
    List<Long> afterAnswer = new ArrayList<>();
    int late = 0;
    for (int round = 0; round < rounds; round++) {
      awaitEffect();
      Thread sender = Thread.ofVirtual().start(() -> send(rate));
      Thread.sleep(1_000 + random.nextInt(1_000));
      Instant before = Instant.now();
      String id = write("operator", new Order.Revoke(GITHUB));
      Instant answered = Instant.now();
      Thread.sleep(CALM);
      sender.interrupt();
      sender.join();
      Map<String, Instant> effects = stack.effects();
      Instant last = effects.values().stream().max(Instant::compareTo).orElseThrow();
      afterSending.add(Math.max(0, Duration.between(before, last).toMillis()));
      afterAnswer.add(Math.max(0, Duration.between(answered, last).toMillis()));
      late += (int) effects.values().stream().filter(answered::isBefore).count();
      write("operator", new Order.Lift(id));
      write("second", new Order.Lift(id));
    }
    print("last effect after the revocation was sent", afterSending);
    print("last effect after the brokers had it", afterAnswer);
    System.out.printf("effects after the brokers had it: %d in %d rounds%n", late, rounds);
  }

  /** Until the source acts again. */
  private void awaitEffect() throws IOException, InterruptedException {
    int before = stack.effects().size();
    while (stack.effects().size() == before) {
      stack.push(RunningStack.commit(run, pushes.getAndIncrement()), "main");
      Thread.sleep(300);
    }
  }

  private void send(int rate) {
    try {
      while (true) {
        int number = pushes.getAndIncrement();
        stack.push(RunningStack.commit(run, number), number % 2 == 0 ? "main" : "release");
        Thread.sleep(1_000 / rate);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("ingest did not answer", e);
    }
  }

  private String write(String operator, Order order)
      throws ExecutionException, InterruptedException {
    String id = "bench-%s-%08x".formatted(run, random.nextInt());
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    Revocation revocation =
        new Revocation(operator, environment.name(), id, now, order, "a benchmark");
    Path key = stack.data().resolve("operator/keys/" + operator + ".pem");
    byte[] jws = Bytes.utf8(RevocationCodec.sign(KeyFile.readPrivate(key), revocation)).toArray();
    producer
        .send(new ProducerRecord<>(TOPICS.revocations(), 0, Bytes.utf8(id).toArray(), jws))
        .get();
    return id;
  }

  private static void print(String what, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    System.out.printf(
        "%s: p50 %d ms, max %d ms%n", what, sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
