package io.sallyport.ingest;

import io.sallyport.evidence.signature.Verification;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Call;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Histogram;
import io.sallyport.service.metrics.Metrics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs calls: sources that are known, results that are listed, never what was sent. */
final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter requests;
  private final Counter unproven;
  private final Counter unavailable;
  private final Histogram seconds;

  Telemetry(Metrics metrics) {
    this.requests =
        metrics.counter("ingest_requests_total", "Answered requests.", "source", "result");
    this.unproven =
        metrics.counter("ingest_unproven_total", "Deliveries without proof.", "source", "reason");
    this.unavailable =
        metrics.counter(
            "ingest_unavailable_total", "Deliveries that could not be stored.", "source", "cause");
    this.seconds =
        metrics.histogram(
            "ingest_request_seconds", "Time to the answer.", Histogram.SECONDS, "source");
  }

  Function<Call, Answer> observe(Sources sources, Function<Call, Answer> gateway) {
    return call -> {
      long start = System.nanoTime();
      Answer answer = gateway.apply(call);
      note(sources.label(call.path()), answer, System.nanoTime() - start);
      return answer;
    };
  }

  void unproven(String source, Verification.Reason reason) {
    unproven.increment(source, reason.name().toLowerCase(Locale.ROOT));
  }

  void unavailable(String source, String cause) {
    unavailable.increment(source, cause);
  }

  private void note(String source, Answer answer, long nanos) {
    String result =
        switch (answer) {
          case Answer.Accepted(var delivery) -> "accepted";
          case Answer.Greeted(int status, String text) -> "handshake";
          case Answer.Refused(var refusal, var retryAfter) -> refusal.text();
        };
    String delivery =
        switch (answer) {
          case Answer.Accepted(var id) -> id.toString();
          case Answer.Greeted(int status, String text) -> "";
          case Answer.Refused(var refusal, var retryAfter) -> "";
        };
    requests.increment(source, result);
    seconds.observe(nanos / NANOS_PER_SECOND, source);
    LOG.atInfo()
        .addKeyValue("source", source)
        .addKeyValue("result", result)
        .addKeyValue("delivery", delivery)
        .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
        .log("request");
  }
}
