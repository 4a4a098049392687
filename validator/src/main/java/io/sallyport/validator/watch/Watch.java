package io.sallyport.validator.watch;

import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.policy.Asked;
import java.time.Duration;
import java.util.List;

/**
 * What would be unusual of the senders of one source.
 *
 * @param name under another one nothing is remembered
 * @param source whose
 * @param bounds how much is remembered of each sender
 */
public record Watch(String name, String source, Bounds bounds, List<Alarm> alarms) {
  /** The most alarms. */
  static final int MAX_ALARMS = 8;

  /** Copies the list. */
  public Watch {
    alarms = List.copyOf(alarms);
  }

  /**
   * How much is remembered of one sender; what is forgotten is new again.
   *
   * @param types of which it acted, the latest
   * @param targets on which it acted, the latest
   * @param waiting actions about which persons were asked, the latest
   */
  public record Bounds(int types, int targets, int waiting) {
    /** What holds where the watch says nothing. */
    public static final Bounds DEFAULTS = new Bounds(100, 100, 16);

    private static final int MOST = 1_000;
    private static final int MOST_WAITING = 100;

    /** Reads them from {@code limits}. */
    static Bounds read(ConfigNode limits) {
      return new Bounds(
          (int) limits.integer("types", DEFAULTS.types(), 1, MOST),
          (int) limits.integer("targets", DEFAULTS.targets(), 1, MOST),
          (int) limits.integer("waiting", DEFAULTS.waiting(), 1, MOST_WAITING));
    }
  }

  /** All persons whom any action may need. */
  public Asked everyone() {
    Asked everyone = Asked.NOBODY;
    for (Alarm alarm : alarms) {
      if (alarm.response() instanceof Alarm.StepUp(Asked who)) {
        everyone = everyone.and(who);
      }
    }
    return everyone;
  }

  /** So many actions are remembered, for a volume. */
  int most() {
    return alarms.stream()
        .map(Alarm::sign)
        .mapToInt(sign -> sign instanceof Alarm.Volume volume ? volume.max() : 0)
        .max()
        .orElse(0);
  }

  /** For so long. */
  Duration longest() {
    return alarms.stream()
        .map(Alarm::sign)
        .map(sign -> sign instanceof Alarm.Volume volume ? volume.per() : Duration.ZERO)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
