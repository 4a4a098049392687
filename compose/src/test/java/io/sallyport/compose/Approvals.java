package io.sallyport.compose;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.held.VerdictTopic;
import io.sallyport.cli.hold.Holds;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Two persons approve whatever waits as it comes; the first has two keys for a while. */
final class Approvals implements AutoCloseable {
  /** The first person with the key of before. */
  static final String OLD = "approver-1/profile.yaml";

  /** The first person with the next key. */
  static final String NEXT = "approver-1/next.yaml";

  /** Another person. */
  static final String SECOND = "approver-2/profile.yaml";

  private static final long PAUSE_MILLIS = 1_000;
  private static final String APPROVERS = "bundle/approvers.yaml";

  private final Path data;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> said = new HashSet<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final ScheduledFuture<?> speaking;
  private volatile Set<String> open = Set.of();
  private volatile List<String> voices = List.of(OLD, SECOND);

  Approvals(Stack stack) {
    this.data = stack.data();
    this.speaking =
        pace.scheduleWithFixedDelay(this::round, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on these speak. */
  void only(String... profiles) {
    voices = List.of(profiles);
  }

  private void round() {
    try {
      List<OpenHold> waiting = Holds.all(ApproverProfile.read(data.resolve(SECOND))).open();
      open = waiting.stream().map(hold -> hold.id().text()).collect(Collectors.toSet());
      for (String voice : voices) {
        speak(voice, waiting);
      }
      rounds.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void speak(String voice, List<OpenHold> waiting) throws InterruptedException {
    ApproverProfile person = ApproverProfile.read(data.resolve(voice));
    VerdictTopic verdicts = new VerdictTopic(person, OwnBundle.read(person.bundle()));
    for (OpenHold hold : waiting) {
      if (said.add(voice + hold.id().text())) {
        verdicts.write(hold, Verdict.Word.APPROVE, Optional.empty());
      }
    }
  }

  /** Waits until something waits for somebody who does not speak. */
  void awaitOpen() {
    await("something waits for a person", () -> !open.isEmpty());
  }

  /** Waits until the voices of now have ended all that waits by now. */
  void awaitEnded() {
    int round = rounds.get();
    await("another round", () -> rounds.get() > round + 1);
    Set<String> before = open;
    await("what waited for a person has ended", () -> Collections.disjoint(before, open));
  }

  private void await(String what, Callable<Boolean> isSo) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(1))
        .until(() -> speaking.isDone() || isSo.call());
    assertAllSpoke();
  }

  /** A round that fails is the last one. */
  private void assertAllSpoke() {
    if (speaking.state() == Future.State.FAILED) {
      throw new AssertionError("a person could not speak", speaking.exceptionNow());
    }
  }

  /** Executors and the persons themselves learn of the first person's next key. */
  void announce() throws IOException {
    Path home = data.resolve("approver-1");
    SigningKey next = SigningKey.generate();
    KeyFile.writePrivate(home.resolve("keys/release-1-2.pem"), next);
    String profile = Files.readString(data.resolve(OLD));
    Files.writeString(data.resolve(NEXT), profile.replace("release-1.pem", "release-1-2.pem"));
    for (String reader : List.of("executor-deployments", "approver-1", "approver-2")) {
      add(data.resolve(reader).resolve(APPROVERS));
    }
  }

  /** Lists the next key beside the old one. */
  void add(Path approvers) throws IOException {
    Owned.edit(approvers, entry("release-1"), entry("release-1") + ", " + entry("release-1-2"));
  }

  /** Leaves the old one out. */
  void remove(Path approvers) throws IOException {
    Owned.edit(approvers, entry("release-1") + ", ", "");
  }

  private String entry(String key) {
    Path file = data.resolve("approver-1/keys").resolve(key + ".pem");
    return "{kty: OKP, crv: Ed25519, x: " + KeyFile.readPrivate(file).jwk().text() + "}";
  }

  /** Executors take the first person's next key alone. */
  void retire() throws IOException {
    remove(data.resolve("executor-deployments").resolve(APPROVERS));
  }

  @Override
  public void close() {
    try {
      assertAllSpoke();
    } finally {
      pace.shutdownNow();
    }
  }
}
