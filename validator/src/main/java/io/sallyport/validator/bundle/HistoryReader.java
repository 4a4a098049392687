package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.session.History;
import io.sallyport.validator.session.Result;
import io.sallyport.validator.session.SessionTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what a test says that came before.
 *
 * @param actions types by full name
 */
record HistoryReader(Map<String, ActionType> actions) {
  private static final String OUTCOME = "outcome";

  private static final Map<String, DecisionResult> RESULTS =
      Map.of(
          "ALLOW", DecisionResult.ALLOWED,
          "MODIFY", DecisionResult.MODIFIED,
          "DENY", DecisionResult.DENIED,
          "STEP_UP", DecisionResult.HELD);

  private static final Map<String, Result> OUTCOMES =
      Arrays.stream(Result.values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, each -> each));

  /** Reads {@code session}, where there is one; problems are noted there. */
  Optional<History> read(ConfigNode node) {
    return node.optionalChild("session").map(this::history);
  }

  private History history(ConfigNode session) {
    List<History.Past> past = new ArrayList<>();
    for (ConfigNode child : session.children("history")) {
      past(child).ifPresent(past::add);
    }
    int others = (int) session.integer("others", 0, 0, SessionTerms.MAX_PER_PRINCIPAL);
    if (past.stream().mapToInt(History.Past::times).sum() > SessionTerms.MAX_ACTIONS) {
      session.problem("history", "no session has more actions than " + SessionTerms.MAX_ACTIONS);
      return History.NONE;
    }
    return new History(past, others);
  }

  private Optional<History.Past> past(ConfigNode node) {
    Optional<ActionType> type = Optional.ofNullable(actions.get(node.text("action")));
    if (type.isEmpty()) {
      node.problem("action", "the bundle has no action type of this name");
    }
    DecisionResult result = RESULTS.get(node.text("decision", "ALLOW"));
    if (result == null) {
      node.problem("decision", "must be one of " + sorted(RESULTS.keySet()));
      return Optional.empty();
    }
    Optional<Result> outcome = outcome(node);
    if (outcome.isPresent() && result == DecisionResult.DENIED) {
      node.problem(OUTCOME, "what is denied has none");
    }
    if (outcome.equals(Optional.of(Result.DENIED)) && result != DecisionResult.HELD) {
      node.problem(OUTCOME, "DENIED is how a STEP_UP ends");
    }
    Optional<String> target = node.optionalText("target");
    int times = (int) node.integer("times", 1, 1, SessionTerms.MAX_ACTIONS);
    return type.map(known -> new History.Past(known, result, outcome, target, times));
  }

  private static Optional<Result> outcome(ConfigNode node) {
    Optional<String> word = node.optionalText(OUTCOME);
    Optional<Result> outcome = word.map(OUTCOMES::get);
    if (word.isPresent() && outcome.isEmpty()) {
      node.problem(OUTCOME, "must be one of " + sorted(OUTCOMES.keySet()));
    }
    return outcome;
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }
}
