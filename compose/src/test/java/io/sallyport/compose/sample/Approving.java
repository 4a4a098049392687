package io.sallyport.compose.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Persons of a sample at their own terminals, and one who goes round the command. */
record Approving(SampleSite site) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * How a command ended.
   *
   * @param code its exit code
   * @param out standard output
   * @param err standard error
   */
  record Said(int code, String out, String err) {}

  /** {@code sallyport held approve}, with the digest of the statement that they were shown. */
  Said approve(String person, ActionId action) {
    return held(person, "approve", action.text(), "--digest", digest(person, action));
  }

  /** {@code sallyport held deny}. */
  Said deny(String person, ActionId action) {
    return held(person, "deny", action.text(), "--reason", "not this month");
  }

  private String digest(String person, ActionId action) {
    Said shown = held(person, "list", "--output", "json");
    for (String line : shown.out().lines().toList()) {
      JsonNode hold = read(line);
      if (hold.path("action").asText().equals(action.text())) {
        return hold.path("statement").asText().substring("sha256:".length());
      }
    }
    throw new AssertionError("%s is not held: %s".formatted(action.text(), shown));
  }

  private Said held(String person, String... arguments) {
    List<String> all = new ArrayList<>(List.of("held"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--profile", site.home(person).resolve("profile.yaml").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    int code = CommandTree.run(console, InputStream.nullInputStream(), all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** Writes a well-signed approval that the command would not have written. */
  void insist(String person, String cell, ActionId action) {
    for (ConsumerRecord<byte[], byte[]> record :
        Records.of(site.client("approver"), SampleSite.TOPICS.held(cell))) {
      if (new String(record.key(), UTF_8).equals(action.text())) {
        Statement statement =
            HeldCodec.parse(Bytes.of(record.value()))
                .flatMap(held -> held.statement(site.environment(), cell))
                .orElseThrow();
        write(record, sign(person, statement));
        return;
      }
    }
    throw new AssertionError(action.text() + " is not held");
  }

  private String sign(String person, Statement statement) {
    return VerdictCodec.sign(
        site.key(person),
        new Verdict(
            person,
            statement.audience(),
            Optional.of(statement.action().id()),
            StatementCodec.digest(statement),
            Verdict.Word.APPROVE,
            Optional.empty(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            statement.hold().deadline()));
  }

  private void write(ConsumerRecord<byte[], byte[]> held, String jws) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            site.client("approver"), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  SampleSite.TOPICS.approvals(), held.partition(), held.key(), jws.getBytes(UTF_8)))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
