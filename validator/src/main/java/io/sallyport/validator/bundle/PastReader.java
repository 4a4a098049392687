package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.policy.QuotaLimits;
import io.sallyport.validator.watch.Past;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a test says that the sender of its payload did before.
 *
 * @param actions types by full name
 * @param isWatched whether a Watch is of its source
 */
record PastReader(Map<String, ActionType> actions, boolean isWatched) {
  private static final String SENDER = "sender";
  private static final Duration AGO = Duration.ofHours(1);

  /** The most times of one entry. */
  static final int MAX_TIMES = 1_000;

  /** Reads {@code sender}, where there is one; problems are noted there. */
  Optional<Past> read(ConfigNode node) {
    Optional<Past> past = node.optionalChild(SENDER).map(this::past);
    if (past.isPresent() && !isWatched) {
      node.problem(SENDER, "no Watch of the bundle is of this source");
    }
    return past;
  }

  private Past past(ConfigNode sender) {
    List<Past.Did> acts = new ArrayList<>();
    for (ConfigNode child : sender.children("history")) {
      did(child).ifPresent(acts::add);
    }
    return new Past(acts);
  }

  private Optional<Past.Did> did(ConfigNode node) {
    Optional<ActionType> type = Optional.ofNullable(actions.get(node.text("action")));
    if (type.isEmpty()) {
      node.problem("action", "the bundle has no action type of this name");
    }
    String target = node.text("target");
    int times = (int) node.integer("times", 1, 1, MAX_TIMES);
    Duration ago = node.duration("ago", AGO, Duration.ZERO, QuotaLimits.MAX_PER);
    return type.map(known -> new Past.Did(known, target, times, ago));
  }
}
