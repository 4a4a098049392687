package io.sallyport.cli.stage;

import io.sallyport.contract.Topics;
import java.time.Duration;

/**
 * What scenes are played with.
 *
 * @param topics the stack's names
 * @param sender signs and posts as GitHub would
 * @param witness sees receipts as they come
 * @param quarantine sees what was refused, as the operator
 * @param trusted sees sealed records, and writes forged ones
 * @param target what the executor performs at
 * @param people who can stop everything, and who approve
 * @param push the delivery that several scenes are about
 */
public record Stage(
    Topics topics,
    Sender sender,
    Witness witness,
    QuarantineReader quarantine,
    TrustedTopic trusted,
    Target target,
    People people,
    Push push) {
  /** How long a scene waits for what it expects. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The cell of the demo bundle. */
  public static final String CELL = "deployments";

  /** The source of the demo bundle. */
  public static final String SOURCE = "github";
}
