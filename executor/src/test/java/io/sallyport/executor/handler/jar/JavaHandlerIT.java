package io.sallyport.executor.handler.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run of a real jar means for its action, and what the jar cannot reach. */
@Tag("ASI05")
class JavaHandlerIT {
  @TempDir private Path directory;
  private JavaTrial trial;

  @BeforeEach
  void prepares() {
    trial = JavaTrial.in(directory);
  }

  @Test
  void givesTheActionAndKeepsTheDigestOfWhatIsSaid() throws IOException {
    Performed performed =
        trial.perform(
            """
            return new Result.Performed(action.id() + "|" + action.type() + "|"
                + action.deadline() + "|" + action.fields());
            """);

    assertThat(performed)
        .isEqualTo(
            new Performed.Succeeded(
                said(
                    0,
                    JavaTrial.ACTION.text()
                        + "|com.example.actions.Restart|2026-11-22T12:00:10Z|"
                        + "{\"host\":\"a\\nb\",\"count\":7}")));
  }

  @Test
  void isNotExecutedWhereTheJarSaysSo() throws IOException {
    assertThat(trial.perform("return new Result.NotPerformed(\"no\");"))
        .isEqualTo(new Performed.NotExecuted(Code.TARGET_REFUSED, said(64, "no")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw new IOException(\"secret\");",
        "throw new StackOverflowError();",
        "return null;",
      })
  void isInDoubtWhereItDoesNotSay(String body) throws IOException {
    assertThat(trial.perform(body))
        .isEqualTo(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, said(1, "")));
  }

  @Test
  void isInDoubtWhenItsMemoryIsOver() throws IOException {
    Performed performed =
        trial.perform(
            "List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[99_999]);");

    assertThat(performed).isInstanceOf(Performed.InDoubt.class);
    assertThat(performed.answer().orElseThrow().status()).isEqualTo(3);
  }

  @Test
  void isInDoubtWhenItTakesTooLong() throws IOException {
    assertThat(trial.perform("Thread.sleep(600_000); return null;", Duration.ofSeconds(2)))
        .isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  @Test
  void saysAsMuchAsItMayAndNoByteMore() throws IOException {
    assertThat(trial.perform("return new Result.Performed(\"x\".repeat(1000));"))
        .isEqualTo(new Performed.Succeeded(said(0, "x".repeat(1000))));
    Files.delete(trial.jar());
    assertThat(trial.perform("return new Result.Performed(\"x\".repeat(1001));"))
        .isEqualTo(Performed.inDoubt(Code.RESPONSE_TOO_LARGE));
  }

  @Test
  void keepsNeitherWhatIsPrintedNorThreadsThatAreLeft() throws IOException {
    Performed performed =
        trial.perform(
            """
            System.out.println("out");
            System.err.println("err");
            new Thread(() -> { while (true) Thread.onSpinWait(); }).start();
            return new Result.Performed("done");
            """);

    assertThat(performed).isEqualTo(new Performed.Succeeded(said(0, "done")));
  }

  /** Each alone with bubblewrap, which gives it the jar; and all. */
  @ParameterizedTest
  @EnumSource(Layer.class)
  void runsInEachLayer(Layer layer) throws IOException {
    JavaTrial held = trial.heldBy(EnumSet.of(Layer.BUBBLEWRAP, layer));

    assertThat(held.perform("return new Result.Performed(\"ran\");"))
        .isEqualTo(new Performed.Succeeded(said(0, "ran")));
  }

  @Test
  void runsInTheLeastMemory() throws IOException {
    assertThat(
            trial
                .within(ByteCount.ofMib(512))
                .perform("return new Result.Performed(\"\" + new byte[64 << 20].length);"))
        .isEqualTo(new Performed.Succeeded(said(0, "67108864")));
  }

  @Test
  void reachesNoListenerOfTheMachine() throws IOException {
    try (ServerSocket host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(reaches("new Socket(\"127.0.0.1\", %d).close();".formatted(host.getLocalPort())))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Files.list(Path.of(\"/etc\")).filter(p -> !p.endsWith(\"ld.so.cache\"))"
            + ".findAny().orElseThrow();",
        "Files.list(Path.of(\"/tmp\"));",
        "Files.writeString(Path.of(\"/handler/handler.jar\"), \"\");",
        "if (new ProcessBuilder(\"/usr/bin/unshare\", \"-U\", \"/usr/bin/true\").start().waitFor()"
            + " != 0) throw new IOException();",
      })
  void reachesNothingBeyond(String body) throws IOException {
    assertThat(reaches(body)).isFalse();
  }

  @Test
  void writesToItsScratchOnly() throws IOException {
    assertThat(reaches("Files.writeString(Path.of(\"/scratch/x\"), \"\");")).isTrue();
  }

  private boolean reaches(String body) throws IOException {
    String caught =
        "try { "
            + body
            + " } catch (Exception e) { return new Result.Performed(\"kept\"); }"
            + "return new Result.Performed(\"reached\");";
    Performed performed = trial.perform(caught);

    assertThat(performed)
        .isIn(
            new Performed.Succeeded(said(0, "kept")), new Performed.Succeeded(said(0, "reached")));
    return performed.equals(new Performed.Succeeded(said(0, "reached")));
  }

  @Test
  void hasNoVariableOfTheExecutor() throws IOException {
    assertThat(
            trial.perform(
                "return new Result.Performed(\"\" + new TreeSet<>(System.getenv().keySet()));"))
        .isEqualTo(new Performed.Succeeded(said(0, "[LANG, MALLOC_ARENA_MAX, PWD]")));
  }

  /** What its JVM would leave behind, or open, for others of the machine. */
  @Test
  void runsInJvmThatOpensNothingBesideTheAction() throws IOException {
    assertThat(
            trial.perform(
                """
                var jvm = java.lang.management.ManagementFactory.getPlatformMXBean(
                    com.sun.management.HotSpotDiagnosticMXBean.class);
                StringBuilder said = new StringBuilder();
                for (String flag : List.of("DisableAttachMechanism", "UsePerfData", "ErrorFile")) {
                  said.append(jvm.getVMOption(flag).getValue()).append(' ');
                }
                return new Result.Performed(said.toString());
                """))
        .isEqualTo(new Performed.Succeeded(said(0, "true false /dev/null ")));
  }

  @Test
  void runsNoOtherJarThanPinned() throws IOException {
    Digest pin = JarFile.make(trial.jar(), "Handler", JarFile.source("return null;"), "x.Y");
    JavaSpec spec = trial.spec(pin);
    Files.delete(trial.jar());
    Files.writeString(trial.jar(), "another");

    assertThat(JavaTrial.perform(spec)).isEqualTo(Performed.notExecuted(Code.PROGRAM_NOT_STARTED));
  }

  private static Optional<Answer> said(int status, String document) {
    return Optional.of(new Answer(status, Digest.of(document.getBytes(StandardCharsets.UTF_8))));
  }
}
