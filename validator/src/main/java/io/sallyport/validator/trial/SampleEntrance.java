package io.sallyport.validator.trial;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Entrance;
import io.sallyport.validator.admit.Memory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The entrance for samples. It takes the evidence as verified, since a sample has no signature;
 * what a bundle says about size and content type holds here too. It is never wired into a process.
 */
final class SampleEntrance implements Entrance {
  /** The header of a trial's deliveries that names their principal; a real one has no such. */
  static final String PRINCIPAL = "trial-principal";

  /** The header that says on whose behalf; a real delivery has no such. */
  static final String DELEGATION = "trial-delegation";

  private final Map<String, SourceSpec> sources;

  SampleEntrance(Map<String, SourceSpec> sources) {
    this.sources = Map.copyOf(sources);
  }

  @Override
  public Admission admit(Delivery delivery, Memory memory, Instant now) {
    SourceSpec source = sources.get(text(delivery, Headers.CE_SOURCE));
    if (source == null) {
      throw new IllegalStateException("a trial knows its source");
    }
    String id = text(delivery, Headers.CE_ID);
    Bytes body = delivery.body().orElseGet(Bytes::of);
    Admission.Known known = new Admission.Known(id, source, Digest.of(body));
    String principal = text(delivery, PRINCIPAL);
    Optional<Code> refused = refused(source, body, text(delivery, Headers.CONTENT_TYPE));
    return refused.isPresent()
        ? new Admission.Refused(refused.get(), known.label())
        : new Admission.Admitted(
            known,
            new Admission.Proof(source.assurance(), principal, delegation(delivery)),
            identity(known, principal),
            body);
  }

  private static Optional<Code> refused(SourceSpec source, Bytes body, String contentType) {
    if (body.size() == 0) {
      return Optional.of(Code.BODY_EMPTY);
    }
    if (body.size() > source.limits().body().bytes()) {
      return Optional.of(Code.BODY_TOO_LARGE);
    }
    return source.accepts(contentType) ? Optional.empty() : Optional.of(Code.CONTENT_TYPE_REFUSED);
  }

  /** The value of the header. */
  static byte[] json(Delegation shown) {
    return JsonWriter.write(json -> Delegation.write(json, Optional.of(shown)));
  }

  private static Optional<Delegation> delegation(Delivery delivery) {
    return Optional.ofNullable(delivery.headers().lastHeader(DELEGATION))
        .flatMap(header -> StrictJson.read(header.value()))
        .flatMap(json -> {
          try {
            return Delegation.read(Fields.of(json));
          } catch (Fields.Mismatch e) {
            throw new IllegalStateException("a trial wrote it", e);
          }
        });
  }

  private static DedupeId identity(Admission.Known known, String principal) {
    byte[] digest = known.digest().toArray();
    return DedupeId.of(known.source().name(), principal, DedupeId.Basis.SIGNED_BYTES, digest);
  }

  private static String text(Delivery delivery, String name) {
    return Headers.ascii(delivery.headers(), name).orElse("");
  }
}
