package io.sallyport.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of topics, groups and transactional ids, all below one prefix.
 *
 * @param prefix {@code [a-z0-9-]}, 1 to 40 characters; {@code sallyport} by default
 */
public record Topics(String prefix) {
  /** Sources, cells, rules and prefixes: lower-case letters, digits and hyphens. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private static final Pattern TOPIC = Pattern.compile("(?!__)[A-Za-z0-9_-][A-Za-z0-9._-]{0,248}");

  /** Refuses a prefix of another form. */
  public Topics {
    checked(prefix);
  }

  /** Opaque bytes from ingest; anybody's. */
  public String untrusted() {
    return prefix + ".untrusted";
  }

  /** Opaque bytes of one direct producer. */
  public String untrusted(String source) {
    return untrusted() + "." + checked(source);
  }

  /** Raw bytes of direct producers, keyed again for the gate, which verifies them. */
  public String arrived() {
    return prefix + ".arrived";
  }

  /** Deliveries that an operator released from quarantine. */
  public String released() {
    return prefix + ".released";
  }

  /** Candidates whose decision needs memory. */
  public String desk() {
    return prefix + ".desk";
  }

  /** Candidates of a cell that wait for persons. */
  public String held(String cell) {
    return prefix + ".held." + checked(cell);
  }

  /** Approvers' signed verdicts. */
  public String approvals() {
    return prefix + ".approvals";
  }

  /** Sealed actions of a cell. */
  public String trusted(String cell) {
    return prefix + ".trusted." + checked(cell);
  }

  /** Claims and outcomes of a cell. */
  public String ledger(String cell) {
    return prefix + ".ledger." + checked(cell);
  }

  /** Signed outcomes of a cell, for the desk. */
  public String outcomes(String cell) {
    return prefix + ".outcomes." + checked(cell);
  }

  /** What was refused, as raw bytes with a reason. */
  public String quarantine() {
    return prefix + ".quarantine";
  }

  /** Operators' signed commands. */
  public String commands() {
    return prefix + ".commands";
  }

  /** Signed revocations and their liftings. */
  public String revocations() {
    return prefix + ".revocations";
  }

  /** The validator's receipts. */
  public String validatorReceipts() {
    return prefix + ".receipts.validator";
  }

  /** A cell's receipts. */
  public String receipts(String cell) {
    return prefix + ".receipts." + checked(cell);
  }

  /** Schemas of a registry that keeps them in a topic, as Confluent's does. */
  public String schemas() {
    return prefix + ".schemas";
  }

  /** Whose receipts lie on {@code topic}; empty when it is no receipts topic of ours. */
  public Optional<String> receiptsWriter(String topic) {
    String begin = prefix + ".receipts.";
    return Optional.of(topic)
        .filter(name -> name.startsWith(begin))
        .map(name -> name.substring(begin.length()));
  }

  /** Whether {@code topic} is this installation's, or could become it. */
  public boolean isOwn(String topic) {
    return topic.startsWith(prefix + ".") || topic.startsWith(prefix + "-");
  }

  /** Whether a topic of this name can belong to others: it is none of ours, nor of Kafka's own. */
  public boolean isForeign(String topic) {
    return isTarget(topic) && !isOwn(topic);
  }

  /** Whether a target's topic can have this name, whatever the prefix of ours is. */
  public static boolean isTarget(String topic) {
    return TOPIC.matcher(topic).matches();
  }

  /** Whose {@code topic} is, one of a cell's: names have no dot. */
  public static String cell(String topic) {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }

  /** The validator's application id, its consumer group too. */
  public String validatorApplication() {
    return prefix + "-validator";
  }

  /** The changelog of a store of the validator. */
  public String changelog(String store) {
    return validatorApplication() + "-" + store + "-changelog";
  }

  /** The consumer group of a cell's executors. */
  public String executorGroup(String cell) {
    return prefix + "-executor-" + checked(cell);
  }

  /** The group in which the instances of such a registry agree who of them writes. */
  public String registryGroup() {
    return prefix + "-registry";
  }

  /** The transactional id for one partition of a cell's trusted topic. */
  public String executorTransaction(String cell, int partition) {
    return executorGroup(cell) + "-" + partition;
  }

  /** The Kafka principal of a cell's executor. */
  public static String executorPrincipal(String cell) {
    return "executor-" + checked(cell);
  }

  /** The Kafka principal of a cell's minter. */
  public static String minterPrincipal(String cell) {
    return "minter-" + checked(cell);
  }

  /** The Kafka principal of a direct producer. */
  public static String producerPrincipal(String source) {
    return "producer-" + checked(source);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a name is 1 to 40 of a-z, 0-9 and '-'");
    }
    return name;
  }
}
