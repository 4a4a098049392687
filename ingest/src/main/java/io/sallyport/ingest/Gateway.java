package io.sallyport.ingest;

import io.sallyport.contract.Headers;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Claims;
import io.sallyport.ingest.admission.SourceDoor;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Body;
import io.sallyport.ingest.http.Call;
import io.sallyport.ingest.http.Refusal;
import io.sallyport.ingest.publish.Delivery;
import io.sallyport.ingest.publish.DeliveryIds;
import io.sallyport.ingest.publish.Publication;
import io.sallyport.ingest.publish.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The story of one call: receive, authenticate, publish, answer. Each step refuses or hands on to
 * the next; any number of threads may use it.
 */
final class Gateway {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Sources sources;
  private final Publisher publisher;
  private final DeliveryIds ids;
  private final InstantSource clock;
  private final Telemetry telemetry;

  Gateway(
      Sources sources,
      Publisher publisher,
      DeliveryIds ids,
      InstantSource clock,
      Telemetry telemetry) {
    this.sources = sources;
    this.publisher = publisher;
    this.ids = ids;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  Answer receive(Call call) {
    Optional<SourceDoor> source = sources.at(call.path());
    if (source.isEmpty()) {
      return Answer.refused(Refusal.UNKNOWN_SOURCE);
    }
    Optional<Refusal> unfit = source.get().unfit(call);
    if (unfit.isPresent()) {
      return Answer.refused(unfit.get());
    }
    return switch (source.get().receive(call)) {
      case Body.TooLarge() -> Answer.refused(Refusal.BODY_TOO_LARGE);
      case Body.TooSlow() -> Answer.refused(Refusal.BODY_TOO_SLOW);
      case Body.Broken() -> Answer.refused(Refusal.BODY_BROKEN);
      case Body.Whole whole -> authenticate(source.get(), call, whole.bytes());
    };
  }

  private Answer authenticate(SourceDoor source, Call call, byte[] body) {
    return switch (source.authenticate(call, body, clock.instant())) {
      case Verification.Unproven(var reason) -> {
        telemetry.unproven(source.spec().name(), reason);
        yield Answer.refused(Refusal.UNAUTHENTICATED);
      }
      case Verification.Proven(Claims claims) -> {
        Optional<Answer.Greeted> greeting = source.handshake(body);
        yield greeting.isPresent()
            ? greet(source, greeting.get())
            : admit(source, call, body, claims);
      }
      case Verification.Presented(Claims claims) -> admit(source, call, body, claims);
    };
  }

  /** A handshake takes its share of the rate, and never reaches the broker. */
  private static Answer greet(SourceDoor source, Answer.Greeted greeting) {
    Duration wait = source.takeToken();
    return wait.isPositive() ? new Answer.Refused(Refusal.RATE_EXCEEDED, wait) : greeting;
  }

  private Answer admit(SourceDoor source, Call call, byte[] body, Claims claims) {
    Optional<Map<String, String>> forwarded = source.forwarded(call);
    if (forwarded.isEmpty()) {
      return Answer.refused(Refusal.HEADER_UNCLEAR);
    }
    Duration wait = source.takeToken();
    if (wait.isPositive()) {
      return new Answer.Refused(Refusal.RATE_EXCEEDED, wait);
    }
    Instant now = clock.instant();
    UUID id = ids.delivery(now);
    String contentType = call.headers("content-type").getFirst();
    Delivery.Trace trace =
        Delivery.Trace.beginning(ids.traceparent(), call.headers(Headers.TRACEPARENT));
    return publish(
        new Delivery(source.spec(), claims, id, now, contentType, trace, forwarded.get()), body);
  }

  private Answer publish(Delivery delivery, byte[] body) {
    return switch (publisher.publish(delivery, body)) {
      case Publication.Acknowledged() -> new Answer.Accepted(delivery.id());
      case Publication.TooLarge() -> Answer.refused(Refusal.BODY_TOO_LARGE);
      case Publication.Unavailable(var cause) -> {
        telemetry.unavailable(delivery.source().name(), cause);
        yield new Answer.Refused(Refusal.UNAVAILABLE, RETRY_AFTER);
      }
    };
  }
}
