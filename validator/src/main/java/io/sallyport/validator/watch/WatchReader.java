package io.sallyport.validator.watch;

import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.QuotaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads Watch documents. Used by one thread. */
public final class WatchReader {
  private static final String SOURCE = "source";
  private static final String AFTER = "after";
  private static final Duration MIN_STOP = Duration.ofMinutes(1);
  private static final Duration MAX_STOP = Duration.ofDays(30);

  private final Map<String, SourceSpec> sources;
  private final QuotaLimits limits;
  private final Set<String> watched = new HashSet<>();

  /** What would be unusual. */
  private enum On {
    FIRST_ACTION,
    NEW_TARGET,
    VOLUME
  }

  /** What is done then. */
  private enum Then {
    ALERT,
    STEP_UP,
    STOP
  }

  /**
   * A reader of watches.
   *
   * @param sources by name
   */
  public WatchReader(Map<String, SourceSpec> sources, QuotaLimits limits) {
    this.sources = Map.copyOf(sources);
    this.limits = limits;
  }

  /** Reads one document's spec; problems are noted there. */
  public Watch read(String name, ConfigNode spec) {
    String source = spec.text(SOURCE);
    if (!sources.containsKey(source)) {
      spec.problem(SOURCE, "the bundle has no source of this name");
    } else if (!watched.add(source)) {
      spec.problem(SOURCE, "another Watch is of this source: put all alarms into one");
    }
    Watch.Bounds bounds = Watch.Bounds.read(spec.childOrEmpty("limits"));
    List<Alarm> alarms = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConfigNode node : spec.children("alarms")) {
      checkId(node, ids);
      Alarm.Sign sign = sign(node, bounds);
      response(node, sign, source)
          .ifPresent(response -> alarms.add(new Alarm(node.text("id"), sign, response)));
    }
    if (ids.isEmpty() || alarms.size() > Watch.MAX_ALARMS) {
      spec.problem("alarms", "1 to " + Watch.MAX_ALARMS + " alarms");
    }
    return new Watch(name, source, bounds, alarms);
  }

  private static void checkId(ConfigNode node, Set<String> ids) {
    String id = node.text("id");
    if (!Topics.NAME.matcher(id).matches()) {
      node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
    } else if (!ids.add(id)) {
      node.problem("id", "another alarm of this watch has this id");
    }
  }

  private Alarm.Sign sign(ConfigNode node, Watch.Bounds bounds) {
    return switch (node.choice("on", On.class)) {
      case FIRST_ACTION -> new Alarm.FirstAction((int) node.integer(AFTER, 0, 0, bounds.types()));
      case NEW_TARGET -> new Alarm.NewTarget((int) node.integer(AFTER, 0, 0, bounds.targets()));
      case VOLUME ->
          new Alarm.Volume(
              (int) node.integer("max", 1, limits.max()),
              node.duration("per", QuotaLimits.MIN_PER, QuotaLimits.MAX_PER));
    };
  }

  private Optional<Alarm.Response> response(ConfigNode node, Alarm.Sign sign, String source) {
    return switch (node.choice("response", Then.class)) {
      case ALERT -> Optional.of(new Alarm.Alert());
      case STEP_UP -> Asked.read(node, node.text("id")).map(Alarm.StepUp::new);
      case STOP -> {
        checkStop(node, sign, source);
        yield Optional.of(new Alarm.Stop(node.duration("for", MIN_STOP, MAX_STOP)));
      }
    };
  }

  /** Nobody is stopped by its first action, or by a stranger. */
  private void checkStop(ConfigNode node, Alarm.Sign sign, String source) {
    boolean isAtOnce =
        switch (sign) {
          case Alarm.FirstAction(int after) -> after == 0;
          case Alarm.NewTarget(int after) -> after == 0;
          case Alarm.Volume _ -> false;
        };
    if (isAtOnce) {
      node.problem(AFTER, "each sender would be stopped by its first action: say after how many");
    }
    SourceSpec spec = sources.get(source);
    if (spec != null && spec.assurance() == Assurance.ASSERTED) {
      node.problem("response", "the source signs no bytes, so anybody could have it stopped");
    }
  }
}
