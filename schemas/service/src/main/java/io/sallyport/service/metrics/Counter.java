package io.sallyport.service.metrics;

/** A count that only rises, one for each label set. */
public final class Counter implements Metric {
  private final Series<Cell> series;

  Counter(Series<Cell> series) {
    this.series = series;
  }

  /** Adds one to the series of these label values. */
  public void increment(String... labels) {
    series.of(labels).add(1);
  }

  /** Adds so many to the series of these label values; throws if negative. */
  public void add(double amount, String... labels) {
    if (amount < 0) {
      throw new IllegalArgumentException("a counter must not fall");
    }
    series.of(labels).add(amount);
  }

  /** The present count of these label values. */
  public double value(String... labels) {
    return series.find(labels).map(Cell::value).orElse(0.0);
  }

  @Override
  public void write(Exposition out) {
    series.forEach((labels, cell) -> out.append(series.name(), labels, cell.value()));
  }
}
