package io.sallyport.action.lint;

import java.util.List;

/** A place where two types are compared; collects into one shared list, on one thread. */
record Spot(String pointer, List<Change> changes) {
  /** The least and the greatest that is admitted. */
  record Bounds<T extends Comparable<? super T>>(T min, T max) {}

  Spot below(String name) {
    return new Spot(pointer + "/" + name, changes);
  }

  void add(ChangeRule rule) {
    changes.add(new Change(pointer, rule));
  }

  void addIf(boolean changed, ChangeRule rule) {
    if (changed) {
      add(rule);
    }
  }

  /** One rule if the order of a term rises, another if it falls. */
  <T extends Comparable<? super T>> void step(T old, T next, ChangeRule rises, ChangeRule falls) {
    addIf(next.compareTo(old) > 0, rises);
    addIf(next.compareTo(old) < 0, falls);
  }

  <T extends Comparable<? super T>> void bounds(
      Bounds<T> old, Bounds<T> next, ChangeRule narrowed, ChangeRule widened) {
    int min = next.min().compareTo(old.min());
    int max = next.max().compareTo(old.max());
    addIf(min > 0 || max < 0, narrowed);
    addIf(min < 0 || max > 0, widened);
  }
}
