package io.sallyport.ingest.admission;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.sallyport.evidence.signature.SignatureVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Rate;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Body;
import io.sallyport.ingest.http.Call;
import io.sallyport.ingest.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The terms of one source, applied to calls; any number of threads may use it. */
public final class SourceDoor {
  private final SourceSpec spec;
  private volatile SignatureVerifier verifier;
  private final Bucket bucket;

  /** A door with the source's secrets behind its verifier. */
  public SourceDoor(SourceSpec spec, SignatureVerifier verifier) {
    this.spec = spec;
    this.verifier = verifier;
    Rate rate = spec.limits().rate();
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.period()))
            .build();
  }

  /** The source's document. */
  public SourceSpec spec() {
    return spec;
  }

  /** From now on with other secrets behind the verifier. */
  void renew(SignatureVerifier other) {
    verifier = other;
  }

  /** When the first of the keys in use ends; empty where none says. */
  Optional<Instant> end() {
    return verifier.end();
  }

  /** What a proven body asks to be answered, if it is no delivery but a handshake. */
  public Optional<Answer.Greeted> handshake(byte[] body) {
    return Handshake.answer(spec.scheme().preset(), body);
  }

  /** Why the head of this call is not fit, if it is not; decided before any body is read. */
  public Optional<Refusal> unfit(Call call) {
    if (!call.method().equals("POST")) {
      return Optional.of(Refusal.METHOD_NOT_ALLOWED);
    }
    if (call.announcedSize().isEmpty()) {
      return Optional.of(Refusal.LENGTH_REQUIRED);
    }
    if (call.announcedSize().getAsLong() > spec.limits().body().bytes()) {
      return Optional.of(Refusal.BODY_TOO_LARGE);
    }
    List<String> types = call.headers("content-type");
    boolean isAccepted = types.size() == 1 && spec.accepts(types.getFirst());
    if (!isAccepted || !call.headers("content-encoding").isEmpty()) {
      return Optional.of(Refusal.CONTENT_TYPE_REFUSED);
    }
    return Optional.empty();
  }

  /** Reads the body within the source's limit. */
  public Body receive(Call call) {
    return call.body(spec.limits().body());
  }

  /** Verifies the raw bytes, which came at {@code now}. */
  public Verification authenticate(Call call, byte[] body, Instant now) {
    return verifier.verify(call::headers, body, now);
  }

  /** The headers that travel with the delivery; empty if one is repeated or not printable ASCII. */
  public Optional<Map<String, String>> forwarded(Call call) {
    Map<String, String> forwarded = new LinkedHashMap<>();
    for (String name : spec.forwardHeaders()) {
      List<String> values = call.headers(name);
      if (values.size() > 1 || !values.stream().allMatch(SourceDoor::isPrintable)) {
        return Optional.empty();
      }
      values.forEach(value -> forwarded.put(name, value));
    }
    return Optional.of(forwarded);
  }

  /** Takes one token of the source's rate; the time until there is one, zero if it was had. */
  public Duration takeToken() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(character -> character >= 0x20 && character < 0x7f);
  }
}
