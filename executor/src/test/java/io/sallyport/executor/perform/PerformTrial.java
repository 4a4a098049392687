package io.sallyport.executor.perform;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.Breaker;
import io.sallyport.executor.resilience.CircuitEvents;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.SealedRecord;
import io.sallyport.executor.verify.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** One claimed action with its credential and a handler that keeps what it was given. */
final class PerformTrial {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final Duration SKEW = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofSeconds(20);
  static final Digest DIGEST = Digest.of(new byte[0]);
  static final ReceiptBody.Action ACTION =
      new ReceiptBody.Action(
          new ActionId("A".repeat(43)),
          Seal.type().name(),
          Effect.WRITE,
          Seal.CELL,
          DIGEST,
          Optional.of(Classification.INTERNAL),
          Optional.empty());

  static final SealedRecord RECORD =
      new SealedRecord("topic", 0, Bytes.of(), Bytes.of(), "mandate");
  static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");

  private final Path home;
  final Standing standing = new Standing();
  final Recorder handler = new Recorder();
  Attempts attempts = Attempts.ONCE;
  Resilience resilience = Resilience.NONE;
  boolean idempotent;
  Instant expires = NOW.plusSeconds(600);

  /** When the broker appended the claim. */
  Instant appended = NOW;

  /** How long ago that was. */
  Duration ago = Duration.ZERO;

  private @Nullable FileCredential credential;
  private @Nullable Breaker breaker;
  volatile @Nullable Performing performing;

  /** Keeps what it was given. */
  static final class Recorder implements Handler {
    final List<Performance> given = new ArrayList<>();
    Function<Performance, Performed> way = performance -> new Performed.Succeeded(Optional.empty());

    @Override
    public Performed perform(Performance performance) {
      given.add(performance);
      return way.apply(performance);
    }

    @Override
    public Duration timeout() {
      return TIMEOUT;
    }
  }

  /** Writes the token to {@code home}. */
  PerformTrial(Path home) throws IOException {
    this.home = home;
    Files.writeString(home.resolve("token"), "t0ken");
    Files.setPosixFilePermissions(
        home.resolve("token"), PosixFilePermissions.fromString("r--------"));
  }

  Performing.Route route() {
    return new Performing.Route(credential(), handler, attempts, breaker());
  }

  Breaker breaker() {
    if (breaker == null) {
      breaker = new Breaker("deploy", resilience, CircuitEvents.UNHEARD);
    }
    return breaker;
  }

  FileCredential credential() {
    if (credential == null) {
      credential =
          new FileCredential(
              new SecretFile(home.resolve("token")), new LeaseLimit("ci", 1, LONGEST));
    }
    return credential;
  }

  static GenericRecord fields() {
    return Seal.fields(Seal.type(), "staging");
  }

  Performing performing() {
    return Objects.requireNonNull(performing);
  }

  Ending perform(Instant deadline) {
    return perform(deadline, 1);
  }

  Ending perform(Instant deadline, int attempt) {
    return perform(deadline, Claim.Try.of(attempt));
  }

  Ending perform(Instant deadline, Claim.Try tried) {
    Task task =
        new Task(
            ACTION,
            Optional.of(NamedReceipt.of("gate-3/17")),
            7,
            DIGEST,
            Task.Order.of("key"),
            new Manner.Claimed(Duration.ZERO, idempotent),
            Task.Life.until(expires));
    Claim claim =
        new Claim(
            ACTION,
            Optional.of(NamedReceipt.of("gate-3/17")),
            7,
            Claim.Order.of("key"),
            tried,
            "nonce",
            deadline,
            expires.plusSeconds(3600));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    performing =
        new Performing(Map.of(Seal.type().name(), route()), Map.of(), standing, clock, () -> 0.5);
    LedgerTime time = new LedgerTime(appended, System.nanoTime() - ago.toNanos(), SKEW);
    return performing.perform(
        new SealedAction(task, fields(), RECORD, Set.of(GITHUB)), claim, time);
  }
}
