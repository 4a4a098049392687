package io.sallyport.service.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** One number that any thread may change. */
final class Cell {
  private final AtomicLong bits = new AtomicLong();

  void add(double amount) {
    bits.updateAndGet(old -> Double.doubleToRawLongBits(Double.longBitsToDouble(old) + amount));
  }

  void set(double value) {
    bits.set(Double.doubleToRawLongBits(value));
  }

  double value() {
    return Double.longBitsToDouble(bits.get());
  }
}
