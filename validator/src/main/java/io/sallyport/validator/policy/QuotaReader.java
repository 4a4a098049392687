package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the quotas of one action type. Used by one thread. */
final class QuotaReader {
  /** The most quotas of one action type. */
  static final int MAX_QUOTAS = 8;

  private static final String PRINCIPAL = "principal";
  private static final String PER_PRINCIPAL = "perPrincipal";

  private final ActionType type;
  private final QuotaLimits limits;
  private final List<Quota> quotas = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /** What is done with one more. */
  private enum Word {
    DENY,
    STEP_UP,
    DEFER
  }

  QuotaReader(ActionType type, QuotaLimits limits) {
    this.type = type;
    this.limits = limits;
  }

  /** Reads one; problems are noted there. */
  void read(ConfigNode node) {
    String id = node.text("id");
    if (!StatementReader.isId(id)) {
      node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
    } else if (!ids.add(id)) {
      node.problem("id", "another quota of this action type has this id");
    }
    boolean isOfSender = isOfSender(node);
    int max = (int) node.integer("max", 1, limits.max());
    Duration per = node.duration("per", QuotaLimits.MIN_PER, QuotaLimits.MAX_PER);
    int share =
        node.keys().contains(PER_PRINCIPAL) ? (int) node.integer(PER_PRINCIPAL, 1, max) : max;
    exceeded(node, id)
        .ifPresent(exceeded -> quotas.add(new Quota(id, isOfSender, max, per, share, exceeded)));
    if (quotas.size() > MAX_QUOTAS) {
      node.problem("id", "more than " + MAX_QUOTAS + " quotas of one action type");
    }
  }

  /** Only what has the same key is decided one after the other, so that it can be counted. */
  private boolean isOfSender(ConfigNode node) {
    String counted = "action." + type.orderBy();
    String key = node.text("key");
    boolean isOfSender = key.equals(PRINCIPAL);
    if (!isOfSender && !key.equals(counted)) {
      node.problem(
          "key",
          "a quota counts by %s, the type's orderBy, or by principal: write one of these, or order"
                  .formatted(counted)
              + " the type by another field");
    } else if (quotas.stream().anyMatch(each -> each.isOfSender() != isOfSender)) {
      node.problem("key", "another quota of this action type has another: one has one memory");
    }
    if (isOfSender && node.keys().contains(PER_PRINCIPAL)) {
      node.problem(PER_PRINCIPAL, "each principal is counted for itself: use max");
    }
    return isOfSender;
  }

  private static Optional<Quota.Exceeded> exceeded(ConfigNode node, String id) {
    return switch (node.choice("onExceeded", Word.class, Word.DENY)) {
      case DENY -> Optional.of(new Quota.Exceeded.Deny());
      case STEP_UP -> Asked.read(node, id).map(Quota.Exceeded.StepUp::new);
      case DEFER -> Optional.of(new Quota.Exceeded.Defer(StatementReader.delay(node)));
    };
  }

  /** What was read. */
  List<Quota> quotas() {
    return List.copyOf(quotas);
  }
}
