package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.OutcomeResult;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final ReceiptBody.Action ACTION =
      new ReceiptBody.Action(
          new ActionId("A".repeat(43)), Seal.type().name(), Effect.WRITE, Seal.CELL, DIGEST);

  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");

  @TempDir private Path home;
  private final Standing standing = new Standing();
  private final Recorder handler = new Recorder();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable FileCredential credential;
  private volatile @Nullable Performing performing;

  /** Keeps what it was given. */
  private static final class Recorder implements Handler {
    private final List<Performance> given = new ArrayList<>();
    private Function<Performance, Performed> way =
        performance -> new Performed.Succeeded(Optional.empty());

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

  @BeforeEach
  void writesToken() throws IOException {
    Files.writeString(home.resolve("token"), "t0ken");
    Files.setPosixFilePermissions(
        home.resolve("token"), PosixFilePermissions.fromString("r--------"));
  }

  @Test
  void lendsCredentialForTheActionOnly() {
    Ending ending = perform(NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.SUCCEEDED);
    Lease lease = handler.given.getFirst().lease();
    assertThatThrownBy(lease::bearer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesTheHandlerItsWholeTimeBeforeTheDeadline() {
    perform(NOW.plusSeconds(40));

    assertThat(handler.given.getFirst().times().startBy()).isEqualTo(NOW.plusSeconds(10));
  }

  @Test
  void takesTheLeaseBackAfterItsLongestTime() {
    perform(NOW.plusSeconds(40));

    Performance given = handler.given.getFirst();
    assertThat(given.times().endBy()).isEqualTo(NOW.plus(LONGEST));
    assertThat(given.time(TIMEOUT)).isEqualTo(LONGEST);
  }

  @Test
  void tellsWhenAndWithWhichLeaseItWasPerformed() {
    Ending ending = perform(NOW.plusSeconds(40));

    ReceiptBody.Lease terms = handler.given.getFirst().lease().terms();
    assertThat(ending.performance()).contains(new ReceiptBody.Performance(NOW, NOW, terms));
    assertThat(terms.credential()).isEqualTo("ci");
    assertThat(terms.id()).isNotEqualTo(another(terms));
  }

  @Test
  void startsNothingThatCouldOutliveItsDeadline() {
    Ending ending = perform(NOW.plus(TIMEOUT).minusMillis(1));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.DEADLINE_PASSED);
    assertThat(handler.given).isEmpty();
  }

  @Test
  void withoutLeaseNothingIsPerformed() throws IOException {
    Files.delete(home.resolve("token"));

    Ending ending = perform(NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.LEASE_FAILED);
    assertThat(ending.performance()).isEmpty();
    assertThat(handler.given).isEmpty();
  }

  /** Or a target that is away now would hide that a lost process had performed it. */
  @Test
  void laterAttemptThatDidNothingIsInDoubt() throws IOException {
    Files.delete(home.resolve("token"));

    Ending ending = perform(NOW.plusSeconds(40), 2);

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.LEASE_FAILED);
  }

  @Test
  void laterAttemptMaySucceed() {
    assertThat(perform(NOW.plusSeconds(40), 2).result()).isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void claimLastsForAllowanceAndTimeout() {
    assertThat(route().budget()).isEqualTo(Duration.ofSeconds(40));
  }

  private String another(ReceiptBody.Lease terms) {
    perform(NOW.plusSeconds(40));
    ReceiptBody.Lease second = handler.given.getLast().lease().terms();
    assertThat(second.credential()).isEqualTo(terms.credential());
    return second.id();
  }

  @Test
  void performsNothingThatWasRevoked() {
    standing.revoke(GITHUB);

    Ending ending = perform(NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.REVOKED);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
    assertThat(handler.given).isEmpty();
  }

  @Test
  void performsNothingWhileNobodyKnowsWhatIsRevoked() {
    standing.unconfirmed();

    Ending ending = perform(NOW.plus(TIMEOUT));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.REVOCATIONS_STALE);
    assertThat(handler.given).isEmpty();
  }

  @Test
  void waitsForTheConfirmation() {
    standing.unconfirmedFor(3);

    assertThat(perform(NOW.plusSeconds(40)).result()).isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void whatBecomesKnownWhileItWaitsCounts() {
    standing.unconfirmedFor(1).onConfirmation(() -> standing.revoke(GITHUB));

    assertThat(perform(NOW.plusSeconds(40)).result()).isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void aFormerAttemptStaysInDoubt() {
    standing.revoke(GITHUB);

    Ending ending = perform(NOW.plusSeconds(40), 2);

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
  }

  @Test
  void doesNotWaitForALeaseOfWhatIsRevoked() {
    assertThat(credential().lease(new LeaseRequest(ACTION.id(), fields(), Duration.ZERO)))
        .isPresent();
    Thread.ofVirtual()
        .start(() -> {
          Awaitility.await().until(() -> performing != null);
          standing.revoke(GITHUB);
          Awaitility.await()
              .until(() -> {
                performing().revoked();
                return ended.get();
              });
        });

    Ending ending = perform(NOW.plusSeconds(40));
    ended.set(true);

    assertThat(ending.result()).isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void looksAgainBeforeTheFirstByte() {
    handler.way =
        performance -> {
          standing.revoke(GITHUB);
          return Performed.notExecuted(performance.tooLate().orElseThrow());
        };

    assertThat(perform(NOW.plusSeconds(40)).result()).isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void cutsShortWhatRuns() {
    handler.way =
        performance -> {
          standing.revoke(GITHUB);
          Thread.ofVirtual().start(performing()::revoked);
          return interrupted(Duration.ofSeconds(20));
        };

    Ending ending = perform(NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
  }

  /** As a handler that waits for its target. */
  private static Performed interrupted(Duration patience) {
    try {
      Thread.sleep(patience);
      return new Performed.Succeeded(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Performed.inDoubt(Code.OUTCOME_UNKNOWN);
    }
  }

  @Test
  void leavesOthersAlone() {
    handler.way =
        performance -> {
          standing.revoke(new Target(Target.Kind.SOURCE, "gitlab"));
          performing().revoked();
          return interrupted(Duration.ZERO);
        };

    assertThat(perform(NOW.plusSeconds(40)).result()).isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void whatTheTargetAnsweredAllTheSameCounts() {
    handler.way =
        performance -> {
          standing.revoke(GITHUB);
          performing().revoked();
          return new Performed.Succeeded(Optional.of(new Performed.Answer(201, DIGEST)));
        };

    assertThat(perform(NOW.plusSeconds(40)).result()).isEqualTo(OutcomeResult.SUCCEEDED);
    assertThat(Thread.interrupted()).isFalse();
  }

  private Performing.Route route() {
    return new Performing.Route(credential(), handler);
  }

  private FileCredential credential() {
    if (credential == null) {
      credential =
          new FileCredential(
              new SecretFile(home.resolve("token")), new LeaseLimit("ci", 1, LONGEST));
    }
    return credential;
  }

  private static GenericRecord fields() {
    return Seal.fields(Seal.type(), "staging");
  }

  private Performing performing() {
    return Objects.requireNonNull(performing);
  }

  private Ending perform(Instant deadline) {
    return perform(deadline, 1);
  }

  private Ending perform(Instant deadline, int attempt) {
    Task task = new Task(ACTION, 7, DIGEST, "key", false, Duration.ZERO, NOW.plusSeconds(600));
    Claim claim = new Claim(ACTION, 7, "key", attempt, "nonce", deadline, NOW.plusSeconds(600));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    performing = new Performing(Map.of(Seal.type().name(), route()), standing, clock);
    return performing.perform(new SealedAction(task, fields(), 100, Set.of(GITHUB)), claim);
  }
}
