package io.sallyport.executor.handler.process;

import static io.sallyport.executor.handler.process.ProcessTrial.perform;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run means for its action. */
class ProcessHandlerIT {
  private static final Optional<Digest> UNPINNED = Optional.empty();

  @Test
  void succeedsWithStatusZero() {
    assertThat(perform("print 'done'")).isEqualTo(new Performed.Succeeded(answer(0, "done")));
  }

  @Test
  void isNotExecutedWhereTheProgramSaysSo() {
    assertThat(perform("print 'no'; exit 64"))
        .isEqualTo(new Performed.NotExecuted(Code.TARGET_REFUSED, answer(64, "no")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 65, 127, 255})
  void isInDoubtWithAnyOtherStatus(int status) {
    assertThat(perform("exit " + status))
        .isEqualTo(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer(status, "")));
  }

  @Test
  void isInDoubtWhenSignalEndsIt() {
    assertThat(perform("kill 15, $$; sleep 9"))
        .isEqualTo(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer(143, "")));
  }

  @Test
  void isInDoubtWhenItTakesTooLong() {
    assertThat(perform("print 'half'; sleep 600"))
        .isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  @Test
  void isInDoubtWhenItSaysTooMuch() {
    assertThat(perform("print 'x' x 1001")).isEqualTo(Performed.inDoubt(Code.RESPONSE_TOO_LARGE));
  }

  @Test
  void givesArgumentsAsTheyAreAndNamedFieldsAsInput() {
    Performed performed =
        perform("print $0, \"|$ARGV[0]|$ARGV[1]|\", <STDIN>", "{host}", "--count={count}");

    assertThat(performed)
        .isEqualTo(
            new Performed.Succeeded(
                answer(0, "-e|web-1|--count=7|{\"host\":\"web-1\",\"count\":7}")));
  }

  @Test
  void givesNoValueToShell() {
    String value = "$(id) `id` ; id | id & > /scratch/x * \\ ' \"";

    Performed performed = perform(ProcessTrial.spec("print $ARGV[0]", UNPINNED, "{host}"), value);

    assertThat(performed).isEqualTo(new Performed.Succeeded(answer(0, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i", "--", "a\0b", "../x"})
  void startsNothingForValueThatIsNotFit(String value) {
    Performed performed = perform(ProcessTrial.spec("print 1", UNPINNED, "{host}"), value);

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.TEMPLATE_REFUSED));
  }

  @Test
  void startsNoOtherProgramThanPinned() {
    Optional<Digest> another = Optional.of(Digest.of(new byte[] {1}));
    ProcessSpec spec = ProcessTrial.spec("print 1", another);

    assertThat(perform(spec, "web-1")).isEqualTo(Performed.notExecuted(Code.PROGRAM_NOT_STARTED));
    assertThat(ProcessHandler.problem(spec))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("sha256: "));
  }

  @Test
  void startsNothingAfterItsTime() {
    Performance.Times late =
        new Performance.Times(Instant.EPOCH, ProcessTrial.FAR, Clock.systemUTC());

    assertThat(perform(ProcessTrial.spec("1", UNPINNED), "web-1", late, Optional::empty))
        .isEqualTo(Performed.notExecuted(Code.DEADLINE_PASSED));
  }

  @Test
  void startsNothingThatIsRevoked() {
    Performance.Times times =
        new Performance.Times(ProcessTrial.FAR, ProcessTrial.FAR, Clock.systemUTC());

    assertThat(
            perform(
                ProcessTrial.spec("1", UNPINNED), "web-1", times, () -> Optional.of(Code.REVOKED)))
        .isEqualTo(Performed.notExecuted(Code.REVOKED));
  }

  /** The interrupt of a revocation comes between the last look and the start. */
  @Test
  void doesNotSucceedWhenCutShort() {
    Performance.Times times =
        new Performance.Times(ProcessTrial.FAR, ProcessTrial.FAR, new InterruptingClock());

    Performed performed =
        perform(ProcessTrial.spec("sleep 600", UNPINNED), "web-1", times, Optional::empty);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(performed)
        .isIn(
            Performed.notExecuted(Code.PROGRAM_NOT_STARTED),
            Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  private static Optional<Answer> answer(int status, String output) {
    return Optional.of(new Answer(status, Digest.of(output.getBytes(StandardCharsets.UTF_8))));
  }

  /** Interrupts who asks it. */
  private static final class InterruptingClock extends Clock {
    @Override
    public Instant instant() {
      Thread.currentThread().interrupt();
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
