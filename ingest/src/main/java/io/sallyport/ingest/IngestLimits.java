package io.sallyport.ingest;

import io.sallyport.ingest.http.HttpLimits;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Durations;
import java.time.Duration;

/**
 * What the gateway bears.
 *
 * @param body the largest that any source may allow
 * @param inFlight requests answered at once
 * @param http connections, heads and times
 * @param buffer memory for records on their way to the broker
 * @param publish until a delivery counts as not stored
 */
record IngestLimits(
    ByteCount body, int inFlight, HttpLimits http, ByteCount buffer, Duration publish) {

  static IngestLimits read(ConfigNode limits) {
    ByteCount body =
        limits.size("body", ByteCount.ofMib(1), ByteCount.ofKib(1), ByteCount.ofMib(16));
    ByteCount buffer =
        limits.size("buffer", ByteCount.ofMib(16), ByteCount.ofMib(1), ByteCount.ofMib(512));
    if (buffer.bytes() < 2 * body.bytes()) {
      limits.problem("buffer", "must be at least twice limits.body");
    }
    int inFlight = (int) limits.integer("inFlight", 32, 1, 10_000);
    HttpLimits http = http(limits, Math.max(1, inFlight / 4));
    Duration publish =
        limits.duration(
            "publish", Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(20));
    mustEndBefore(http.idle(), "bodyTime", http.bodyTime(), limits);
    mustEndBefore(http.idle(), "publish", publish, limits);
    return new IngestLimits(body, inFlight, http, buffer, publish);
  }

  /** The end of a silent connection would meet the answer to what took too long: 500 by chance. */
  private static void mustEndBefore(Duration idle, String key, Duration time, ConfigNode limits) {
    if (time.compareTo(idle) >= 0) {
      limits.problem(key, "must be shorter than limits.idle, " + Durations.text(idle));
    }
  }

  /** One connection has no more streams than that share of the places for requests. */
  private static HttpLimits http(ConfigNode limits, int share) {
    Duration second = Duration.ofSeconds(1);
    Duration minute = Duration.ofMinutes(1);
    return new HttpLimits(
        (int) limits.integer("connections", 256, 1, 100_000),
        (int) limits.integer("streams", share, 1, 2L * share),
        limits.size("headers", ByteCount.ofKib(8), ByteCount.ofKib(1), ByteCount.ofKib(64)),
        (int) limits.integer("headerCount", 64, 8, 1_000),
        limits.duration("idle", Duration.ofSeconds(10), second.multipliedBy(2), minute),
        limits.duration("bodyTime", Duration.ofSeconds(8), second, minute));
  }
}
