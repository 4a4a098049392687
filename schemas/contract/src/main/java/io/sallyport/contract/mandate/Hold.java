package io.sallyport.contract.mandate;

import io.sallyport.contract.Topics;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What an action waited for: persons' approvals. The mandate says it, so that the executor can
 * build the statement that they signed.
 *
 * @param quorums whose approvals were asked for, by group in ascending order, each group once
 * @param deadline until when approvals can count; whole seconds
 */
public record Hold(List<Quorum> quorums, Instant deadline) {
  /** The most groups that are asked for one action. */
  public static final int MAX_QUORUMS = 4;

  /** How much later than its mandate's {@code iat} a deadline can be. */
  public static final Duration MAX_DEADLINE = Duration.ofDays(7);

  private static final String QUORUMS = "quorums";
  private static final String DEADLINE = "deadline";

  /**
   * How many of a group.
   *
   * @param group whose members count
   * @param threshold how many distinct persons, 1 to {@link Mandate#MAX_APPROVALS}
   */
  public record Quorum(String group, int threshold) {
    /** Refuses a name or a number of another form. */
    public Quorum {
      require(Topics.NAME.matcher(group).matches(), "group: 1 to 40 of a-z, 0-9 and '-'");
      require(
          threshold >= 1 && threshold <= Mandate.MAX_APPROVALS,
          "threshold: 1 to 8 distinct persons");
    }
  }

  /** Refuses quorums in another order, none or too many, and a part of a second. */
  public Hold {
    quorums = List.copyOf(quorums);
    require(!quorums.isEmpty() && quorums.size() <= MAX_QUORUMS, "quorums: 1 to 4 groups");
    for (int i = 1; i < quorums.size(); i++) {
      boolean ascends = quorums.get(i - 1).group().compareTo(quorums.get(i).group()) < 0;
      require(ascends, "quorums: by group in ascending order, each once");
    }
    boolean isWhole = deadline.equals(deadline.truncatedTo(ChronoUnit.SECONDS));
    require(isWhole, "deadline: whole seconds");
  }

  /** Writes its members, in the order of their names. */
  public void write(JsonWriter json) {
    json.put(DEADLINE, deadline.getEpochSecond());
    writeQuorums(json);
  }

  /** Writes the member {@code quorums} alone. */
  public void writeQuorums(JsonWriter json) {
    json.putObjects(
        QUORUMS,
        quorums,
        (each, quorum) -> each.put("group", quorum.group()).put("threshold", quorum.threshold()));
  }

  /** Reads them; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  public static Hold read(Fields fields) throws Fields.Mismatch {
    List<Quorum> quorums = new ArrayList<>();
    for (Fields each : fields.objects(QUORUMS)) {
      quorums.add(new Quorum(each.text("group"), each.count("threshold")));
      each.end();
    }
    return new Hold(quorums, fields.seconds(DEADLINE));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
