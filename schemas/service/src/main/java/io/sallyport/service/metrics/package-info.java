/** Counters, gauges and histograms in the Prometheus text format, with bounded label sets. */
@NullMarked
package io.sallyport.service.metrics;

import org.jspecify.annotations.NullMarked;
