package io.sallyport.validator.trial;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.session.History;
import io.sallyport.validator.watch.Past;
import java.time.Instant;
import java.util.Optional;

/**
 * One payload as if a source had sent it and its evidence had held.
 *
 * @param source the source's name, one of the bundle
 * @param payload the raw bytes
 * @param contentType its media type; without one, the first that the source accepts
 * @param now the wall clock, and when the broker appended it
 * @param principal who sent it; without one, the source as a whole
 * @param delegation on whose behalf that one sends it, if on anybody's
 * @param history what came before in its session
 * @param past what its sender did before; without it nothing is unusual
 */
public record Sample(
    String source,
    Bytes payload,
    Optional<String> contentType,
    Instant now,
    Optional<String> principal,
    Optional<Delegation> delegation,
    History history,
    Optional<Past> past) {

  /** A payload that comes from the source as a whole. */
  public Sample(String source, Bytes payload, Optional<String> contentType, Instant now) {
    this(
        source,
        payload,
        contentType,
        now,
        Optional.empty(),
        Optional.empty(),
        History.NONE,
        Optional.empty());
  }

  /** The same payload as if {@code sender} had sent it, if that is one. */
  public Sample from(Optional<String> sender) {
    return new Sample(source, payload, contentType, now, sender, delegation, history, past);
  }

  /** The same payload as if it had been sent on the behalf of those in {@code shown}. */
  public Sample onBehalf(Optional<Delegation> shown) {
    return new Sample(source, payload, contentType, now, principal, shown, history, past);
  }

  /** The same payload after {@code past}. */
  public Sample after(History before) {
    return new Sample(source, payload, contentType, now, principal, delegation, before, past);
  }

  /** The same payload of a sender that did this before, if it is to be watched. */
  public Sample having(Optional<Past> done) {
    return new Sample(source, payload, contentType, now, principal, delegation, history, done);
  }

  /** What the evidence of a delivery of {@code spec} would have proved. */
  String provenBy(SourceSpec spec) {
    return principal.orElseGet(spec::principal);
  }
}
