package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.ledger.Task;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpentTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(600);
  private static final int MOST = 3;
  private static final Optional<Code> REPEATED = Optional.of(Code.LEASE_REPEATED);

  @TempDir private Path directory;
  private Instant now = NOW;
  private SpentFile file;
  private Spent spent;

  @BeforeEach
  void opens() {
    file = SpentFile.open(directory.resolve("state"));
    spent = new Spent(file, new Spent.Limits(MOST, 2), () -> now);
  }

  @AfterEach
  void closes() {
    file.close();
  }

  @Test
  void lendsOnceForAnAction() {
    assertThat(lend('a', false, 1)).isEmpty();

    assertThat(begin('a', false, 1)).isEqualTo(REPEATED);
    assertThat(begin('a', false, 2)).isEqualTo(REPEATED);
  }

  @Test
  void lendsOnceForEachAttemptOfAnIdempotentAction() {
    assertThat(lend('a', true, 1)).isEmpty();
    assertThat(begin('a', true, 1)).isEqualTo(REPEATED);
    assertThat(lend('a', true, 2)).isEmpty();

    assertThat(begin('a', true, 1)).isEqualTo(REPEATED);
    assertThat(begin('a', true, 3)).isEqualTo(REPEATED);
  }

  @Test
  void lendsNothingForALaterAttemptThatThereIsNot() {
    assertThat(begin('a', false, 2)).isEqualTo(REPEATED);
    assertThat(begin('b', true, 3)).isEqualTo(REPEATED);
  }

  @Test
  void neverLendsTwiceAtATime() {
    begin('a', true, 1);
    assertThat(begin('a', true, 2)).isEqualTo(REPEATED);
    spent.lent(id('a'), 1);
    assertThat(begin('a', true, 2)).isEqualTo(REPEATED);
  }

  @Test
  void anIssuerThatGaveNothingMayBeAskedAgain() {
    begin('a', false, 1);
    spent.end(id('a'));

    assertThat(begin('a', false, 1)).isEmpty();
  }

  @Test
  void remembersOverARestart() {
    lend('a', false, 1);
    begin('b', false, 1);
    reopen();

    assertThat(begin('a', false, 1)).isEqualTo(REPEATED);
    assertThat(begin('b', false, 1)).isEmpty();
  }

  @Test
  void remembersTheLastAttemptOverARestart() {
    lend('a', true, 1);
    lend('a', true, 2);
    reopen();

    assertThat(begin('a', true, 2)).isEqualTo(REPEATED);
  }

  @Test
  void forgetsWhatNoMandateCountsForAnyMore() throws IOException {
    lend('a', false, 1);
    now = EXPIRES;
    reopen();

    assertThat(Files.readString(directory.resolve("state/spent"))).isEmpty();
  }

  @Test
  void lendsNothingMoreWhenItIsFull() {
    lend('a', false, 1);
    lend('b', false, 1);
    assertThat(lend('c', false, 1)).isEmpty();

    assertThat(begin('d', false, 1)).contains(Code.LEASES_FULL);
  }

  /** Else whoever has one genuine record could keep the disk busy for everybody. */
  @Test
  void writesNothingForWhatItRefuses() throws IOException {
    lend('a', false, 1);
    lend('b', false, 1);
    lend('c', false, 1);
    Object before = inode();

    assertThat(begin('d', false, 1)).contains(Code.LEASES_FULL);
    assertThat(inode()).isEqualTo(before);
  }

  @Test
  void hasRoomAgainWhenSomethingIsOver() {
    lend('a', false, 1);
    lend('b', false, 1);
    begin('c', false, 1);
    spent.lent(id('c'), 1);
    now = EXPIRES.minusNanos(1);
    assertThat(begin('d', false, 1)).contains(Code.LEASES_FULL);
    now = EXPIRES;

    assertThat(begin('d', false, 1)).isEmpty();
    assertThat(begin('e', false, 1)).isEmpty();
    assertThat(begin('f', false, 1)).contains(Code.LEASES_FULL);
    spent.end(id('c'));
    assertThat(begin('f', false, 1)).isEmpty();
  }

  @Test
  void staysSmallWhileItForgets() throws IOException {
    now = EXPIRES;
    for (char action = 'A'; action <= 'Z'; action++) {
      assertThat(lend(action, false, 1)).isEmpty();
    }

    assertThat(Files.readAllLines(directory.resolve("state/spent"))).hasSizeLessThan(2 * MOST + 2);
  }

  @Test
  void keepsItsFileSmall() throws IOException {
    Spent busy = new Spent(file, new Spent.Limits(1, 1000), InstantSource.fixed(NOW));
    for (int attempt = 1; attempt <= 1000; attempt++) {
      assertThat(busy.begin(task('a', true), attempt, EXPIRES)).isEmpty();
      busy.lent(id('a'), attempt);
      busy.end(id('a'));
    }

    assertThat(Files.readAllLines(directory.resolve("state/spent"))).hasSizeLessThan(6);
  }

  /** Power went before the line was whole, so before anything was handed out. */
  @Test
  void aLastLineThatIsCutShortDoesNotCount() throws IOException {
    lend('a', false, 1);
    append(id('b').text() + " 1 17");
    reopen();

    assertThat(begin('a', false, 1)).isEqualTo(REPEATED);
    assertThat(begin('b', false, 1)).isEmpty();
  }

  /** A disk that was full has room again: what is lent then does not stand behind half a line. */
  @Test
  void addsNothingBehindALineThatIsCutShort() throws IOException {
    lend('a', false, 1);
    append(id('b').text() + " 1 17");
    lend('c', false, 1);
    reopen();

    assertThat(begin('a', false, 1)).isEqualTo(REPEATED);
    assertThat(begin('b', false, 1)).isEmpty();
    assertThat(begin('c', false, 1)).isEqualTo(REPEATED);
  }

  /** The kernel writes a part of a line and refuses the rest, as on a disk that is full. */
  @Test
  void aDiskThatIsFullLeavesNoHalfALineInside() throws Exception {
    file.close();
    Path state = directory.resolve("state");
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -S -f 1; exec \"$@\"",
                "-",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskMain.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    file = SpentFile.open(state);

    assertThat(file.read())
        .hasSize(FullDiskMain.FIT + 1)
        .last()
        .extracting(SpentFile.Line::id)
        .isEqualTo(id('c'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a 1 1", "", "1 2 3 4"})
  void doesNotStartWithALineThatIsNone(String line) throws IOException {
    append(line + "\n");

    assertThatThrownBy(this::reopen)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("was changed; find out who did it");
  }

  @Test
  void onlyOneProcessHasIt() {
    assertThatThrownBy(() -> SpentFile.open(directory.resolve("state")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("another minter uses");
  }

  private Object inode() throws IOException {
    return Files.getAttribute(directory.resolve("state/spent"), "unix:ino");
  }

  private Optional<Code> lend(char action, boolean idempotent, int attempt) {
    Optional<Code> refused = begin(action, idempotent, attempt);
    if (refused.isEmpty()) {
      spent.lent(id(action), attempt);
      spent.end(id(action));
    }
    return refused;
  }

  private Optional<Code> begin(char action, boolean idempotent, int attempt) {
    return spent.begin(task(action, idempotent), attempt, EXPIRES);
  }

  private void reopen() {
    file.close();
    file = SpentFile.open(directory.resolve("state"));
    spent = new Spent(file, new Spent.Limits(MOST, 2), InstantSource.fixed(now));
  }

  private void append(String text) throws IOException {
    Files.writeString(directory.resolve("state/spent"), text, StandardOpenOption.APPEND);
  }

  private static ActionId id(char letter) {
    return new ActionId(String.valueOf(letter).repeat(42) + "A");
  }

  private static Task task(char letter, boolean idempotent) {
    Digest digest = Digest.of(new byte[0]);
    return new Task(
        new ReceiptBody.Action(
            id(letter),
            "com.example.Do",
            Effect.WRITE,
            "cell",
            digest,
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        0,
        digest,
        Task.Order.of("key"),
        new Task.Manner.Claimed(Duration.ofSeconds(40), idempotent),
        Task.Life.until(EXPIRES));
  }
}
