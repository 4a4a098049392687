package io.sallyport.service.metrics;

import java.util.ArrayList;
import java.util.List;

/** A distribution: counts below bounds, the sum and the number of observations. */
public final class Histogram implements Metric {

  /** Bounds in seconds from a millisecond to a minute, fit for most durations. */
  public static final List<Double> SECONDS =
      List.of(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

  private final List<Double> bounds;
  private final Series<Distribution> series;

  Histogram(String name, List<Double> bounds, List<String> labels) {
    if (bounds.isEmpty() || !bounds.equals(bounds.stream().sorted().distinct().toList())) {
      throw new IllegalArgumentException(name + ": bounds must rise");
    }
    this.bounds = List.copyOf(bounds);
    this.series = new Series<>(name, () -> new Distribution(bounds.size()), labels);
  }

  /** Notes one observation under these label values. */
  public void observe(double value, String... labels) {
    int bucket = 0;
    while (bucket < bounds.size() && value > bounds.get(bucket)) {
      bucket++;
    }
    series.of(labels).add(bucket, value);
  }

  /** How many observations there were under these label values. */
  public long count(String... labels) {
    return series.find(labels).map(distribution -> distribution.copy().total()).orElse(0L);
  }

  @Override
  public void write(Exposition out) {
    series.forEach((labels, distribution) -> write(out, labels, distribution.copy()));
  }

  private void write(Exposition out, List<Exposition.Label> labels, Distribution.Copy copy) {
    long below = 0;
    for (int bucket = 0; bucket < copy.counts().size(); bucket++) {
      below += copy.counts().get(bucket);
      String bound = bucket < bounds.size() ? Double.toString(bounds.get(bucket)) : "+Inf";
      List<Exposition.Label> extended = new ArrayList<>(labels);
      extended.add(new Exposition.Label("le", bound));
      out.append(series.name() + "_bucket", extended, (double) below);
    }
    out.append(series.name() + "_sum", labels, copy.sum());
    out.append(series.name() + "_count", labels, (double) copy.total());
  }
}
