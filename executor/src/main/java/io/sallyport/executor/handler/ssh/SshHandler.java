package io.sallyport.executor.handler.ssh;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.handler.process.ProcessHandler;
import io.sallyport.executor.handler.process.ProcessHandler.Supplies;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs an action as the one command that its lease's certificate allows, by ssh(1) in a sandbox
 * that can connect to the host's port. Safe for any thread.
 */
public final class SshHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(SshHandler.class);
  private static final int FAILED = 255;
  private static final Answer NOT_ADMITTED = new Answer(FAILED, Digest.of(new byte[0]));

  private final SshSpec spec;
  private final ProcessHandler process;

  /** A handler of {@code spec}; starts nothing. */
  public SshHandler(SshSpec spec) {
    this.spec = spec;
    this.process =
        new ProcessHandler(
            spec.process(),
            performance ->
                Optional.of(
                    new Supplies(
                        spec.process().inputOf(performance.fields()),
                        SshCommand.files(spec.host(), performance.lease()))));
  }

  @Override
  public Duration timeout() {
    return process.timeout();
  }

  /** Without the line that says that it was let in, ssh(1) has asked the target for nothing. */
  @Override
  public Performed perform(Performance performance) {
    Performed performed = process.perform(performance);
    if (!performed.answer().equals(Optional.of(NOT_ADMITTED))) {
      return performed;
    }
    LOG.warn(
        "action {}: {} port {} did not let ssh in; look at its log for this id, at hostKeys, and"
            + " whether it trusts the credential's authority and principal",
        performance.action().text(),
        spec.host().address().getHostAddress(),
        spec.host().port());
    return Performed.notExecuted(Code.TARGET_UNREACHABLE);
  }
}
