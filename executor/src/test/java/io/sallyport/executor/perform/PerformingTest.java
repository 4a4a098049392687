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
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
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
import java.util.Optional;
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

  @TempDir private Path home;
  private final Recorder handler = new Recorder();

  /** Keeps what it was given. */
  private static final class Recorder implements Handler {
    private final List<Performance> given = new ArrayList<>();

    @Override
    public Performed perform(Performance performance) {
      given.add(performance);
      return new Performed.Succeeded(Optional.empty());
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
    assertThat(handler.given).isEmpty();
  }

  @Test
  void claimLastsForAllowanceAndTimeout() {
    assertThat(route().budget()).isEqualTo(Duration.ofSeconds(40));
  }

  private Performing.Route route() {
    return new Performing.Route(new FileCredential(home.resolve("token"), 1, LONGEST), handler);
  }

  private Ending perform(Instant deadline) {
    Performing performing =
        new Performing(Map.of(Seal.type().name(), route()), Clock.fixed(NOW, ZoneOffset.UTC));
    Task task = new Task(ACTION, 7, DIGEST, "key", false, Duration.ZERO, NOW.plusSeconds(600));
    Claim claim = new Claim(ACTION, 7, "key", 1, "nonce", deadline, NOW.plusSeconds(600));
    return performing.perform(
        new SealedAction(task, Seal.fields(Seal.type(), "staging"), 100), claim);
  }
}
