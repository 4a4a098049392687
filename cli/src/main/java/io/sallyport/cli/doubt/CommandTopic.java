package io.sallyport.cli.doubt;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.SureProducer;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import io.sallyport.contract.resolution.ResolveCommandCodec;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.contract.revocation.RevocationClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topic of commands as an operator writes and reads it.
 *
 * @param profile who that is
 */
record CommandTopic(Profile profile) {
  private static final Duration SKEW = Duration.ofSeconds(5);

  /**
   * An operator's word that counts now.
   *
   * @param command what it says
   * @param digest of its compact form
   * @param jws its compact form
   */
  record Statement(ResolveCommand command, Digest digest, String jws) {
    String text() {
      return command.operator() + " says " + command.word().finding().text();
    }
  }

  /**
   * A record of the topic.
   *
   * @param origin where it lies
   * @param at when the broker appended it
   * @param audience whom its key names
   * @param jws its value
   */
  record Written(Origin origin, Instant at, String audience, String jws) {
    private static Written from(ConsumerRecord<byte[], byte[]> record) {
      return new Written(
          new Origin(record.topic(), record.partition(), record.offset()),
          Instant.ofEpochMilli(record.timestamp()),
          text(record.key()),
          text(record.value()));
    }
  }

  /** What operators of the profile have said on their own about doubts of these cells, in order. */
  List<Statement> statements(Collection<String> cells) {
    Map<String, ResolveCommands> readers = new HashMap<>();
    for (String cell : cells) {
      String audience = profile.environment().cell(cell);
      readers.put(audience, commands(audience));
    }
    List<Statement> statements = new ArrayList<>();
    readAll(
        CommittedRecords::seekToBeginning,
        written -> {
          ResolveCommands reader = readers.get(written.audience());
          if (reader != null) {
            String jws = written.jws();
            statement(reader.read(jws, written.at(), Instant.now()), jws)
                .ifPresent(statements::add);
          }
        });
    return List.copyOf(statements);
  }

  /** The last {@code count} records, in order, whatever they are. */
  List<Written> last(long count) {
    List<Written> last = new ArrayList<>();
    readAll(records -> records.seekBack(count), last::add);
    return List.copyOf(last);
  }

  private void readAll(Consumer<CommittedRecords> seek, Consumer<Written> taker) {
    String topic = profile.topics().commands();
    try (CommittedRecords records =
        new CommittedRecords(RevocationClient.open(profile.clientProperties()), List.of(topic))) {
      seek.accept(records);
      records.readToEnd(record -> taker.accept(Written.from(record)));
    }
  }

  private static Optional<Statement> statement(ResolveCommands.Read read, String jws) {
    return read instanceof ResolveCommands.Read.Signed(var command, var digest)
            && command.word().confirms().isEmpty()
        ? Optional.of(new Statement(command, digest, jws))
        : Optional.empty();
  }

  /** Those about one doubt. */
  static List<Statement> about(Doubt doubt, List<Statement> statements) {
    return statements.stream()
        .filter(each -> each.command().doubt().equals(doubt.named()))
        .toList();
  }

  /** Another operator's statement that says the same. */
  Optional<Statement> other(Doubt doubt, Finding finding) {
    return about(doubt, statements(List.of(doubt.cell()))).stream()
        .filter(each -> !each.command().operator().equals(profile.operator()))
        .filter(each -> each.command().word().finding() == finding)
        .findFirst();
  }

  /** Signs the operator's word, writes it, and returns once the brokers have it. */
  ResolveCommand write(Doubt doubt, Finding finding, String reason, Optional<Statement> first)
      throws InterruptedException {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    String audience = profile.environment().cell(doubt.cell());
    ResolveCommand command =
        new ResolveCommand(
            profile.operator(),
            audience,
            RandomId.next(),
            now,
            now.plus(ResolveCommand.MAX_TTL),
            doubt.named(),
            new Word(finding, first.map(Statement::digest)),
            reason);
    String jws = ResolveCommandCodec.sign(profile.key(), command);
    check(audience, jws);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(profile.topics().commands(), 0, ascii(audience), ascii(jws));
    first.ifPresent(each -> record.headers().add(Headers.CONFIRMED, ascii(each.jws())));
    try (Producer<byte[], byte[]> producer = SureProducer.open(profile.clientProperties())) {
      producer.send(record).get();
      return command;
    } catch (ExecutionException e) {
      throw new CannotRun(
          "the brokers did not confirm it: " + e.getCause(),
          "Look at the principal's grants: an operator may write " + record.topic() + ".",
          e);
    }
  }

  /** Refuses to write what no executor with these operators would obey. */
  private void check(String audience, String jws) {
    Instant now = Instant.now();
    if (commands(audience).read(jws, now, now) instanceof ResolveCommands.Read.Refused(var code)) {
      throw new CannotRun(
          "the profile's own operators would refuse this: " + code.text() + ".",
          "Its keyFile must be the private half of the key of " + profile.operator() + ".");
    }
  }

  /** Who reads what is said to {@code audience}, as its executor does. */
  ResolveCommands commands(String audience) {
    if (profile.operators().isEmpty()) {
      throw new CannotRun(
          "the profile names no operators, so no signature can be checked.",
          "Add operators: [{id: <id>, keyFile: <id>.jwk}] to it.");
    }
    return new ResolveCommands(audience, profile.operators(), SKEW);
  }

  private static byte[] ascii(String text) {
    return Bytes.utf8(text).toArray();
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }
}
