package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.contract.id.RandomId;
import io.sallyport.executor.sandbox.Confinement.Bounds;
import io.sallyport.executor.sandbox.Ended.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much a program may use, at the edge, and that all of it ends. */
class BoundsIT {
  private static final Trial FULL = Trial.full();
  private static final Bounds BOUNDS = Trial.BOUNDS;
  private static final int SIGNALLED = 128;
  private static final String LOOKING =
      "use POSIX; $SIG{TERM}='IGNORE'; for (1..2) { my $p = fork; if (!$p) { setsid(); last } }"
          + " print \"up\\n\"; sleep 600";

  @Test
  void takesOutputUpToItsLimit() {
    assertThat(FULL.writing(1000).run("print 'x' x 1000").ended()).isInstanceOf(Ended.Exited.class);
  }

  @Test
  void killsWhatWritesOneByteMore() {
    assertThat(FULL.writing(1000).run("$|=1; print 'x' x 1001; sleep 600").ended())
        .isEqualTo(new Ended.Cut(Reason.OUTPUT));
  }

  @Test
  void takesOutputLargerThanPipe() {
    assertThat(FULL.writing(300_000).text("print 'x' x 300000")).hasSize(300_000);
  }

  @Test
  void boundsProcesses() {
    String perl =
        "my $n = 1; while ($n < 100 && defined(my $p = fork)) { $p or sleep 600; $n++ }"
            + " print \"$n $!\"";

    // bubblewrap's own first process counts too
    assertThat(FULL.text(perl))
        .isEqualTo(BOUNDS.processes() - 1 + " Resource temporarily unavailable");
  }

  @Test
  void survivesForkBomb() {
    Trial trial = FULL.within(Duration.ofSeconds(1));

    // no more than 256 processes even where nothing bounds them
    assertThat(trial.run("fork for 1..8; sleep 600").ended()).isEqualTo(new Ended.Cut(Reason.TIME));
  }

  @Test
  void boundsFiles() {
    String perl = "my @f; while (open(my $f,'<','/dev/null')) { push @f,$f } print 3 + @f, \" $!\"";

    assertThat(FULL.text(perl)).isEqualTo(BOUNDS.files() + " Too many open files");
  }

  @Test
  void givesMemoryBelowItsLimit() {
    assertThat(FULL.text(allocating(100))).isEqualTo("104857601");
  }

  @Test
  void refusesMemoryAboveItsLimit() {
    assertThat(FULL.text(allocating(128))).startsWith("Out of memory");
  }

  private static String allocating(int mib) {
    return "my $x = ''; vec($x, %d << 20, 8) = 1; print length $x".formatted(mib);
  }

  @Test
  void boundsProcessorTime() {
    Bounds second =
        new Bounds(1, BOUNDS.memory(), BOUNDS.processes(), BOUNDS.files(), BOUNDS.scratch());

    assertThat(FULL.within(second).run("1 while 1").ended())
        .isInstanceOfSatisfying(
            Ended.Exited.class, exited -> assertThat(exited.status()).isEqualTo(SIGNALLED + 9));
  }

  @Test
  void givesScratchUpToItsLimit() {
    assertThat(FULL.text(writing(BOUNDS.scratch().bytes()))).isEqualTo("65536");
  }

  @Test
  void endsWhatWritesLargerFile() {
    assertThat(FULL.run(writing(BOUNDS.scratch().bytes() + 1)).ended())
        .isInstanceOfSatisfying(
            Ended.Exited.class, exited -> assertThat(exited.status()).isEqualTo(SIGNALLED + 25));
  }

  @Test
  void givesNoMoreScratchInManyFiles() {
    String perl = "for (1..3) { open(F,\">$_\"); print F 'x' x 40000; close F or print \"$_ $!\" }";

    assertThat(FULL.text(perl)).startsWith("2 No space left on device");
  }

  private static String writing(long bytes) {
    return "open(F,'>x'); print F 'x' x %d; close F; print -s 'x'".formatted(bytes);
  }

  @Test
  void killsWholeTreeWhenTimeIsOver() {
    String name = RandomId.next();

    Ended ended = FULL.within(Duration.ofSeconds(1)).run(LOOKING, name).ended();

    assertThat(ended).isEqualTo(new Ended.Cut(Reason.TIME));
    awaitNone(name);
  }

  @Test
  void killsWholeTreeWhenInterrupted() throws InterruptedException {
    String name = RandomId.next();
    Ended[] ended = new Ended[1];
    Thread caller = Thread.ofVirtual().start(() -> ended[0] = FULL.start(LOOKING, name).await());
    await().until(() -> count(name) >= 3);

    caller.interrupt();

    caller.join();
    assertThat(ended[0]).isEqualTo(new Ended.Cut(Reason.STOPPED));
    awaitNone(name);
  }

  @Test
  void leavesNothingOfWhatEndedByItself() {
    String name = RandomId.next();

    Ended ended = FULL.run("fork or sleep 600; exit 0", name).ended();

    assertThat(ended).isInstanceOf(Ended.Exited.class);
    awaitNone(name);
  }

  @Test
  void leavesNothingWhenItsExecutorIsKilled() throws IOException {
    String name = RandomId.next();
    Process executor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+DisableAttachMechanism",
                "-cp",
                System.getProperty("java.class.path"),
                RunMain.class.getName(),
                LOOKING,
                name)
            .inheritIO()
            .start();
    await().until(() -> count(name) >= 4);

    executor.destroyForcibly();

    awaitNone(name);
  }

  @Test
  void startsNothingForInterruptedCaller() {
    Thread.currentThread().interrupt();

    Ended ended = FULL.run("sleep 600").ended();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isIn(new Ended.NotStarted(), new Ended.Cut(Reason.STOPPED));
  }

  private static void awaitNone(String name) {
    await().atMost(Duration.ofSeconds(5)).until(() -> count(name) == 0);
  }

  /** Processes of this machine with that argument. */
  private static long count(String name) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.filter(each -> commandLine(each).contains(name)).count();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException e) {
      return "";
    }
  }
}
