package io.sallyport.executor.minter;

import io.sallyport.contract.Code;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Metrics;
import java.util.Locale;

/** What a minter counts; safe for any thread. */
final class MinterMetrics implements LeaseEvents {
  private final Counter requests;
  private final Counter hungUp;
  private final Counter leases;
  private final Counter revocations;

  /** Registers the metrics; {@code lent} is told as it is when somebody asks. */
  MinterMetrics(Metrics metrics, Lendings lent) {
    requests =
        metrics.counter("sallyport_minter_requests_total", "Requests: lent, or why not.", "result");
    hungUp =
        metrics.counter(
            "sallyport_minter_hung_up_total", "Connections that were refused.", "reason");
    leases =
        metrics.counter(
            "sallyport_minter_leases_total", "What became of leases.", "credential", "event");
    revocations =
        metrics.counter(
            "sallyport_minter_revocations_total",
            "Records of the topic of revocations: taken, or why not.",
            "result");
    metrics.gauge("sallyport_minter_lent", "Leases that are lent now.", lent::count);
  }

  void lent() {
    requests.increment("lent");
  }

  void refused(Code code) {
    requests.increment(code.text());
  }

  void hungUp(String reason) {
    hungUp.increment(reason);
  }

  void revocation(String result) {
    revocations.increment(result);
  }

  @Override
  public void happened(String credential, Event event) {
    leases.increment(credential, event.name().toLowerCase(Locale.ROOT));
  }
}
