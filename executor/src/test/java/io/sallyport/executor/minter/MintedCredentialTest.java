package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.NoCredential;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import io.sallyport.executor.credential.minted.MintedCredential;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.credential.oauth.OauthTrial;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The executor's side: leases of a real minter, and what it makes of a minter that is none. */
class MintedCredentialTest {
  private static final Duration BRIEF = Duration.ofMillis(300);

  @TempDir private Path home;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Issuer issuer;
  private MintTrial minter;

  @BeforeEach
  void opens() throws IOException {
    issuer = Issuer.start();
    minter = new MintTrial(home, new OauthTrial(home, issuer.url("")).credential());
  }

  @AfterEach
  void closes() throws IOException {
    minter.close();
    Awaitility.await().until(() -> issuer.live().isEmpty());
    issuer.close();
  }

  @Test
  void hasALeaseUntilItIsClosed() {
    MintedCredential credential = credential("socket", Duration.ofSeconds(5));
    try (Lease lease = lease(credential).orElseThrow()) {
      assertThat(lease.bearer()).isEqualTo("Bearer t0ken-1");
      assertThat(lease.terms().orElseThrow().scope()).contains("deploy:staging");
      assertThat(issuer.live()).containsExactly("t0ken-1");
    }

    assertThat(issuer.live()).isEmpty();
    assertThat(events).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void givesItBackAlsoWhenItsActionWasCutShort() {
    Lease lease = lease(credential("socket", Duration.ofSeconds(5))).orElseThrow();
    Thread.currentThread().interrupt();
    lease.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(issuer.live()).isEmpty();
    assertThat(events).contains(Event.REVOKED);
  }

  @Test
  void hangsUpWhenTheExecutorStops() {
    MintedCredential credential = credential("socket", Duration.ofSeconds(5));
    Lease lease = lease(credential).orElseThrow();
    credential.close(Duration.ofSeconds(1));
    Awaitility.await().until(() -> issuer.live().isEmpty());
    lease.close();

    assertThat(events).containsExactly(Event.GRANTED, Event.UNREVOKED);
    assertThat(lease(credential)).isEmpty();
  }

  @Test
  void hasNoneWhereNobodyListens() {
    assertThat(lease(credential("nowhere", BRIEF))).isEmpty();
    assertThat(events).containsExactly(Event.REFUSED);
  }

  @Test
  void waitsForAMinterThatIsStartedAgain() throws Exception {
    MintedCredential credential = credential("later", Duration.ofSeconds(10));
    FutureTask<Optional<Lease>> waiting = new FutureTask<>(() -> lease(credential));
    Thread thread = Thread.ofPlatform().start(waiting);
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    Files.move(home.resolve("socket"), home.resolve("later"));

    try (Lease lease = waiting.get().orElseThrow()) {
      assertThat(lease.bearer()).isEqualTo("Bearer t0ken-1");
    }
  }

  @Test
  void tellsWhetherSomebodyListens() {
    assertThat(new MinterSocket(home.resolve("socket"), BRIEF).problem()).isEmpty();
    assertThat(new MinterSocket(home.resolve("nowhere"), BRIEF).problem())
        .contains("the minter does not answer");
  }

  static Stream<MintAnswer> useless() {
    Execution.Lease other = new Execution.Lease("A".repeat(22), "other", Optional.empty());
    Execution.Lease ours = new Execution.Lease("A".repeat(22), "ci", Optional.empty());
    Instant soon = Instant.now().plusSeconds(60);
    return Stream.of(
        new MintAnswer.Lent(other, Optional.empty(), new byte[] {'x'}, soon),
        new MintAnswer.Lent(ours, Optional.empty(), new byte[] {'x'}, Instant.EPOCH),
        new MintAnswer.Refused(Code.LEASE_REPEATED),
        new MintAnswer.TakenBack());
  }

  @ParameterizedTest
  @MethodSource("useless")
  void hasNoneFromAnAnswerThatIsNotForIt(MintAnswer answer) {
    serve(home.resolve("odd"), answer);

    assertThat(lease(credential("odd", Duration.ofSeconds(5)))).isEmpty();
    assertThat(events).containsExactly(Event.REFUSED);
  }

  @Test
  void hasNoneFromAMinterThatSaysNothing() throws IOException {
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(home.resolve("silent")));
      Instant before = Instant.now();

      assertThat(lease(credential("silent", BRIEF))).isEmpty();
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void hasTheFieldsAndTimesOfItsDocument() {
    OauthTrial document = new OauthTrial(home, issuer.url(""));
    MintedCredential credential =
        new MintedCredential(
            "ci", document.credential(), new MinterSocket(home.resolve("socket"), BRIEF));

    assertThat(credential.fields()).containsExactly("environment");
    assertThat(credential.longest()).isEqualTo(Duration.ofSeconds(30));
  }

  /** Answers every request with the same. */
  private static void serve(Path socket, MintAnswer answer) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual()
          .start(() -> {
            while (server.isOpen()) {
              try {
                FrameChannel channel = new FrameChannel(server.accept());
                channel.read(MintTrial.LARGEST, Duration.ofSeconds(5));
                channel.write(answer.write(), Duration.ofSeconds(5));
              } catch (IOException e) {
                // The next one may say more.
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MintedCredential credential(String socket, Duration timeout) {
    MintedCredential credential =
        new MintedCredential(
            "ci", new NoCredential(), new MinterSocket(home.resolve(socket), timeout));
    credential.report((name, event) -> events.add(event));
    return credential;
  }

  private Optional<Lease> lease(MintedCredential credential) {
    SealedRecord record = minter.genuine("delivery");
    Instant deadline = Instant.now().plusSeconds(40);
    return credential.lease(
        new LeaseRequest(
            new ActionId("A".repeat(43)),
            Seal.fields(Seal.type(), "staging"),
            Duration.ofSeconds(10),
            Optional.of(new LeaseRequest.Claimed(record, 1, deadline))));
  }
}
