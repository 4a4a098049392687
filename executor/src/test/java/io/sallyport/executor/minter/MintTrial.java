package io.sallyport.executor.minter;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import io.sallyport.executor.credential.minted.MintRequest;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.verify.Approving;
import io.sallyport.executor.verify.PinnedType;
import io.sallyport.executor.verify.Scope;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedRecord;
import io.sallyport.executor.verify.Standing;
import io.sallyport.executor.verify.Verifier;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A minter in this process, behind a real socket, and an executor's words to it. */
final class MintTrial implements AutoCloseable {
  static final String TOPIC = "sallyport.trusted.deployments";
  static final String ENVIRONMENT = "test-k4x";
  static final int LARGEST = 64 << 10;

  private static final Duration TIME = Duration.ofSeconds(10);

  final SigningKey key = SigningKey.generate();
  final Seal seal = new Seal(key, ENVIRONMENT, TOPIC);
  final Standing standing = new Standing();
  final Lendings lendings = new Lendings();
  final Metrics metrics = new Metrics();

  private final Path socket;
  private final SpentFile spent;
  private final Doorway doorway;

  MintTrial(Path directory, Credential credential) throws IOException {
    this(directory, credential, Duration.ofSeconds(10), 4);
  }

  MintTrial(Path directory, Credential credential, Duration patience, int connections)
      throws IOException {
    socket = directory.resolve("socket");
    spent = SpentFile.open(directory.resolve("state"));
    MinterMetrics counts = new MinterMetrics(metrics, lendings);
    Conversation conversation =
        new Conversation(
            mint(credential),
            new Conversation.Limits(LARGEST, patience),
            counts,
            Clock.systemUTC());
    MinterConfig.Door door = new MinterConfig.Door(socket, me(), connections);
    doorway = Doorway.at(door, counts, conversation::over);
    doorway.start();
  }

  static UserPrincipal me() throws IOException {
    return FileSystems.getDefault()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private Mint mint(Credential credential) {
    Scope scope =
        new Scope(
            new Environment(ENVIRONMENT),
            Seal.CELL,
            TOPIC,
            Effect.WRITE,
            Duration.ofHours(1),
            Duration.ofSeconds(1));
    PinnedKey pinned =
        new PinnedKey(
            key.jwk(),
            Typ.MANDATE,
            PinnedKey.State.ACTIVE,
            Set.of(Seal.CELL),
            Instant.EPOCH,
            Instant.MAX);
    Manner manner = new Manner.Claimed(Duration.ofSeconds(30), Seal.type().idempotent());
    PinnedType type = new PinnedType(Seal.type(), Optional.of(manner));
    Approving nobody = new Approving(Approvers.none(), OptionalInt.empty());
    return new Mint(
        new Mint.Judgement(
            new Verifier(scope, List.of(pinned), List.of(type), nobody, standing),
            standing,
            Duration.ofSeconds(1)),
        Map.of(Seal.type().name(), new Mint.Root("ci", credential)),
        new Spent(spent, new Spent.Limits(100, 3), Clock.systemUTC()),
        lendings,
        Clock.systemUTC());
  }

  FrameChannel connect() throws IOException {
    return new FrameChannel(socket());
  }

  /** A connection to it, for whoever speaks no frames. */
  SocketChannel socket() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  /** Asks for a lease of the credential ci over a connection of its own. */
  MintAnswer ask(SealedRecord record) throws IOException {
    try (FrameChannel channel = connect()) {
      return ask(channel, lend("ci", record));
    }
  }

  static MintAnswer ask(FrameChannel channel, MintRequest request) throws IOException {
    channel.write(request.write(), TIME);
    return answer(channel);
  }

  static MintAnswer answer(FrameChannel channel) throws IOException {
    return channel
        .read(MintAnswer.MAX_SIZE, TIME)
        .flatMap(MintAnswer::parse)
        .orElseThrow(() -> new AssertionError("no answer of the protocol"));
  }

  static MintRequest.Lend lend(String credential, SealedRecord record) {
    return lend(credential, record, Instant.now().plusSeconds(40));
  }

  static MintRequest.Lend lend(String credential, SealedRecord record, Instant deadline) {
    return new MintRequest.Lend(credential, record, 1, deadline, Duration.ofSeconds(5));
  }

  SealedRecord genuine(String delivery) {
    return record(delivery, UnaryOperator.identity());
  }

  SealedRecord record(String delivery, UnaryOperator<Mandate> change) {
    return of(seal.record(delivery, "staging", 0, change));
  }

  /** As an executor read it. */
  static SealedRecord of(ProducerRecord<byte[], byte[]> record) {
    byte[] mandate = Objects.requireNonNull(record.headers().lastHeader("mandate")).value();
    return new SealedRecord(
        record.topic(),
        Objects.requireNonNull(record.partition()),
        Bytes.of(record.key()),
        Bytes.of(record.value()),
        new String(mandate, StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    doorway.close();
    lendings.close();
    spent.close();
    Files.deleteIfExists(socket);
  }
}
