package io.sallyport.validator.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is remembered of one sender. Of each list the latest is last, and the first is forgotten
 * where there is one too many: what is forgotten is new again.
 *
 * @param watch the name of the watch that remembers it
 * @param types of which it acted
 * @param targets on which it acted
 * @param acted when it did
 * @param waiting what persons were asked about, and nobody has told of yet
 * @param stopped until when nothing of it passes
 */
public record Known(
    String watch,
    List<String> types,
    List<String> targets,
    List<Instant> acted,
    List<Waiting> waiting,
    Optional<Stopped> stopped) {
  /** Copies the lists. */
  public Known {
    types = List.copyOf(types);
    targets = List.copyOf(targets);
    acted = List.copyOf(acted);
    waiting = List.copyOf(waiting);
  }

  /**
   * An action about which persons were asked.
   *
   * @param receipt the id of the receipt that said {@code HELD}
   */
  public record Waiting(Act act, String receipt) {}

  /**
   * That nothing of it passes.
   *
   * @param alarm the id of the alarm that stopped it
   */
  public record Stopped(Instant until, String alarm) {}

  /** Of a sender that has done nothing. */
  public static Known nothing(Watch watch) {
    return new Known(watch.name(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
  }

  /** By what it is stopped, if it is. */
  public Optional<Stopped> stoppedAt(Instant now) {
    return stopped.filter(each -> now.isBefore(each.until()));
  }

  /** What is unusual of one more action, the strictest response first. */
  public List<Alarm> unusual(Act act, Watch by, Instant now) {
    return by.alarms().stream()
        .filter(alarm -> isUnusual(alarm.sign(), act, now))
        .sorted(Alarm.STRICTEST_FIRST)
        .toList();
  }

  private boolean isUnusual(Alarm.Sign sign, Act act, Instant now) {
    return switch (sign) {
      case Alarm.FirstAction(int after) -> types.size() >= after && !types.contains(act.type());
      case Alarm.NewTarget(int after) ->
          targets.size() >= after && !targets.contains(act.target().text());
      case Alarm.Volume volume -> {
        Instant from = now.minus(volume.per());
        yield acted.stream().filter(at -> at.isAfter(from)).count() >= volume.max();
      }
    };
  }

  /** After it acted. */
  public Known after(Act act, Watch by, Instant now) {
    return learnt(act, by).counted(by, now);
  }

  /** After persons were asked: they have the word on what was new. */
  public Known asked(Waiting asked, Watch by, Instant now) {
    Act act = asked.act();
    boolean isNew = !types.contains(act.type()) || !targets.contains(act.target().text());
    List<Waiting> more =
        isNew
            ? latest(Stream.concat(waiting.stream(), Stream.of(asked)), by.bounds().waiting())
            : waiting;
    return new Known(watch, types, targets, acted, more, stopped).counted(by, now);
  }

  /** After {@code alarm} has stopped it. */
  public Known stopped(Alarm alarm, Alarm.Stop stop, Instant now) {
    Stopped by = new Stopped(now.plus(stop.time()), alarm.id());
    return new Known(watch, types, targets, acted, waiting, Optional.of(by));
  }

  /**
   * After it was told how what persons were asked about has ended.
   *
   * @param isTried whether it was sealed, and an executor tried it
   */
  public Known told(Waiting ended, boolean isTried, Watch by) {
    List<Waiting> rest = waiting.stream().filter(each -> !each.equals(ended)).toList();
    Known less = new Known(watch, types, targets, acted, rest, stopped);
    return isTried ? less.learnt(ended.act(), by) : less;
  }

  private Known learnt(Act act, Watch by) {
    return new Known(
        watch,
        with(types, act.type(), by.bounds().types()),
        with(targets, act.target().text(), by.bounds().targets()),
        acted,
        waiting,
        stopped);
  }

  private Known counted(Watch by, Instant now) {
    Instant from = now.minus(by.longest());
    Stream<Instant> counting =
        Stream.concat(acted.stream().filter(at -> at.isAfter(from)), Stream.of(now));
    return new Known(watch, types, targets, latest(counting, by.most()), waiting, stopped);
  }

  private static List<String> with(List<String> all, String one, int most) {
    Stream<String> others = all.stream().filter(each -> !each.equals(one));
    return latest(Stream.concat(others, Stream.of(one)), most);
  }

  private static <T> List<T> latest(Stream<T> all, int most) {
    List<T> list = new ArrayList<>(all.toList());
    return list.subList(Math.max(0, list.size() - most), list.size());
  }
}
