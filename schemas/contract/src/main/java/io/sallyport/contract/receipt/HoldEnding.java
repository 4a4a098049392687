package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How an action that waited for persons ended.
 *
 * @param decision the id of the receipt that said {@code HELD}
 * @param result {@code ALLOWED}, {@code DENIED} or {@code EXPIRED}
 * @param code why
 * @param policy ids of the statements that denied it at the last moment
 * @param votes whose verdicts counted
 * @param bundle the validator's bundle
 */
public record HoldEnding(
    String decision,
    DecisionResult result,
    Code code,
    List<String> policy,
    List<Vote> votes,
    Digest bundle) {
  /** The most votes that are named. */
  public static final int MAX_VOTES = 32;

  private static final Set<DecisionResult> RESULTS =
      EnumSet.of(DecisionResult.ALLOWED, DecisionResult.DENIED, DecisionResult.EXPIRED);
  private static final String HOLD = "hold";

  /**
   * A verdict that counted.
   *
   * @param person whose
   * @param word what it says
   * @param digest of its compact form
   */
  public record Vote(String person, Verdict.Word word, Digest digest) {
    /** Refuses a name of another form. */
    public Vote {
      check(Verdict.isPerson(person), "person: 1 to 40 of a-z, 0-9 and '-'");
    }

    private void write(JsonWriter json) {
      json.put("person", person).put("verdict", word.text()).put("digest", digest.text());
    }

    private static Vote read(Fields fields) throws Fields.Mismatch {
      Vote vote =
          new Vote(
              fields.text("person"),
              Verdict.Word.parse(fields.text("verdict")).orElseThrow(IllegalArgumentException::new),
              new Digest(fields.text("digest")));
      fields.end();
      return vote;
    }
  }

  /** Refuses what is no ending. */
  public HoldEnding {
    policy = List.copyOf(policy);
    votes = List.copyOf(votes);
    ReceiptId.check(decision);
    check(RESULTS.contains(result), "result: ALLOWED, DENIED or EXPIRED");
    check(votes.size() <= MAX_VOTES, "votes: at most 32");
  }

  /** Writes its members. */
  void write(JsonWriter json) {
    json.put("decision", decision)
        .putObject(
            HOLD,
            hold ->
                hold.put("result", result.name())
                    .putTexts("policy", policy)
                    .putObjects("votes", votes, (each, vote) -> vote.write(each)))
        .put("code", code.text())
        .put("bundle", bundle.text());
  }

  /** Reads them; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  static HoldEnding read(Fields fields) throws Fields.Mismatch {
    Fields hold = fields.object(HOLD);
    List<Vote> votes = new ArrayList<>();
    for (Fields each : hold.objects("votes")) {
      votes.add(Vote.read(each));
    }
    HoldEnding ending =
        new HoldEnding(
            fields.text("decision"),
            DecisionResult.valueOf(hold.text("result")),
            Code.parse(fields.text("code")).orElseThrow(IllegalArgumentException::new),
            hold.texts("policy"),
            votes,
            new Digest(fields.text("bundle")));
    hold.end();
    return ending;
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
