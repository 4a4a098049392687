package io.sallyport.cli.held;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.hold.HoldEnd;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what came of a person's word. */
record Outcome(Console console, boolean json) {
  /** The verdict lies there, and more are needed; or nobody waited. */
  void recorded(HoldText text) {
    if (json) {
      console.json(text.summary().put("state", "open"));
      return;
    }
    String votes = text.votes().text(text.hold());
    console.line("signed and written: " + votes + ", " + HoldText.left(text.hold()) + ".");
  }

  /** The end of the hold; whether it ended so. */
  boolean ended(OpenHold hold, Optional<HoldEnd.Ended> end, DecisionResult wanted) {
    if (end.isEmpty()) {
      console.problem(
          "your word is written, but the validator has not ended the hold.",
          "Its bundle may count other approvers than yours, or it is down: its metric"
              + " sallyport_validator_verdicts_total and 'sallyport doctor' tell, of a local stack"
              + " also 'sallyport status'. It counts until the deadline.");
      return false;
    }
    HoldEnd.Ended ended = end.get();
    DecisionResult result = ended.ending().result();
    if (json) {
      console.json(json(hold, ended));
    } else {
      console.line(
          "%s: %s (%s), says receipt %s; %s."
              .formatted(
                  hold.id().text(),
                  result,
                  ended.ending().code().text(),
                  ended.receipt(),
                  votes(ended)));
      console.note(ended.ending().code().meaning());
    }
    return result == wanted;
  }

  private static String votes(HoldEnd.Ended ended) {
    return ended.ending().votes().stream()
        .map(vote -> vote.person() + " says " + vote.word().text())
        .collect(Collectors.joining(", "));
  }

  private static ObjectNode json(OpenHold hold, HoldEnd.Ended ended) {
    ObjectNode json = StrictJson.object();
    json.put("action", hold.id().text());
    json.put("statement", hold.digest().text());
    json.put("state", ended.ending().result().name());
    json.put("code", ended.ending().code().text());
    json.put("receipt", ended.receipt());
    ended
        .ending()
        .votes()
        .forEach(vote ->
            json.withArray("votes")
                .addObject()
                .put("person", vote.person())
                .put("verdict", vote.word().text()));
    return json;
  }

  /** A line now and then while nothing is said. */
  void waiting(Duration since) {
    console.note("waiting for the validator's receipt, " + since.toSeconds() + " s so far");
  }
}
