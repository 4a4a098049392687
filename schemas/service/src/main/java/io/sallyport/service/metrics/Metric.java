package io.sallyport.service.metrics;

/** Something that can write its present value. */
@FunctionalInterface
interface Metric {
  void write(Exposition out);
}
