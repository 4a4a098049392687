package io.sallyport.service.metrics;

/** A value that goes up and down, one for each label set. */
public final class Gauge implements Metric {
  private final Series<Cell> series;

  Gauge(Series<Cell> series) {
    this.series = series;
  }

  /** Sets the value of these label values. */
  public void set(double value, String... labels) {
    series.of(labels).set(value);
  }

  /** Adds to the value of these label values; negative amounts lower it. */
  public void add(double amount, String... labels) {
    series.of(labels).add(amount);
  }

  /** The present value of these label values. */
  public double value(String... labels) {
    return series.find(labels).map(Cell::value).orElse(0.0);
  }

  @Override
  public void write(Exposition out) {
    series.forEach((labels, cell) -> out.append(series.name(), labels, cell.value()));
  }
}
