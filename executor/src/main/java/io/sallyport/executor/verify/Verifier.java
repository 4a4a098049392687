package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides whether a trusted record is the validator's, for this cell and exactly here. Nothing is
 * parsed before the signature holds, nothing is decoded before place, time and schema are right.
 * Does no I/O; safe for any thread.
 */
public final class Verifier {
  private final Scope scope;
  private final JwsVerifier signatures;
  private final PlaceCheck place;
  private final TypeCheck types;
  private final ApprovalCheck approvals;
  private final Targets targets;
  private final Revocations revocations;
  private final Map<Digest, PinnedType> pinned = new HashMap<>();

  /** A verifier for one cell with its trusted keys, schemas and approvers, and what was revoked. */
  public Verifier(
      Scope scope,
      List<PinnedKey> keys,
      List<PinnedType> pinnedTypes,
      Approving approving,
      Revocations revocations) {
    this.scope = scope;
    this.signatures = new JwsVerifier(keys, Typ.MANDATE, scope.cell(), Mandate.MAX_SIZE);
    this.place = new PlaceCheck(scope);
    this.types = new TypeCheck(scope);
    this.approvals = new ApprovalCheck(scope, approving);
    this.targets = new Targets(scope.cell());
    this.revocations = revocations;
    pinnedTypes.forEach(type -> pinned.put(type.type().fingerprint(), type));
  }

  /** Checks {@code record} as of {@code now}. */
  public Verdict verify(ConsumerRecord<byte[], byte[]> record, Instant now) {
    Subject subject = Subject.of(record, now);
    Optional<String> mandate = subject.mandate();
    if (mandate.isEmpty()) {
      return subject.rejected(Code.MANDATE_MISSING);
    }
    if (Headers.find(record.headers(), Headers.TRACEPARENT) instanceof Headers.Found.Unclear) {
      return subject.rejected(Code.HEADER_UNCLEAR);
    }
    return switch (signatures.verify(mandate.get(), now)) {
      case JwsVerifier.Result.Refused(Code code) -> subject.rejected(code);
      case JwsVerifier.Result.Verified(String keyId, Bytes payload) ->
          MandateCodec.parse(payload)
              .map(claims -> signed(subject, claims, keyId))
              .orElseGet(() -> subject.rejected(Code.MANDATE_MALFORMED));
    };
  }

  /** From here on the claims are the validator's own words, unless its key was revoked. */
  private Verdict signed(Subject subject, Mandate mandate, String keyId) {
    if (revocations.isRevoked(new Target(Target.Kind.KEY, keyId))) {
      return subject.rejected(Code.REVOKED);
    }
    Optional<Code> misplaced = place.failure(subject, mandate);
    if (misplaced.isPresent()) {
      return subject.rejected(misplaced.get());
    }
    PinnedType type = pinned.get(mandate.grant().fingerprint());
    Optional<Set<Target>> named = targets.of(mandate, keyId);
    if (named.isEmpty()) {
      return subject.rejected(Code.MANDATE_MALFORMED);
    }
    Signed signed = new Signed(subject, mandate, Optional.ofNullable(type));
    if (!subject.now().isBefore(mandate.validity().expiresAt().plus(scope.skew()))) {
      return unbegun(signed, Verdict.Late::new);
    }
    if (type == null) {
      return subject.rejected(Code.FINGERPRINT_UNKNOWN);
    }
    Optional<Code> failure = types.failure(mandate, type, subject.now());
    if (failure.isPresent()) {
      return subject.rejected(failure.get());
    }
    return revocations.stops(named.get())
        ? unbegun(signed, Verdict.Revoked::new)
        : decoded(signed, type, named.get());
  }

  /**
   * What will not begin. Of a gated action that is an ending only if it was approved: its approvals
   * are used up by it, and they alone are worth the memory. They are judged as of the mandate's
   * end, since they may be over by now.
   */
  private Verdict unbegun(Signed signed, Function<Task, Verdict> ending) {
    Task task = signed.task(scope.cell(), Manner.NONE);
    if (!ApprovalCheck.isNeeded(signed.mandate(), signed.floor())) {
      return ending.apply(task);
    }
    Optional<Bytes> avro = signed.subject().avro();
    if (avro.isEmpty()) {
      return signed.rejected(Code.AVRO_INVALID);
    }
    Instant end = signed.mandate().validity().expiresAt();
    Instant now = signed.subject().now();
    Instant at = now.isBefore(end) ? now : end;
    return switch (approvals.check(signed.mandate(), signed.floor(), avro.get(), at)) {
      case ApprovalCheck.Result.Refused(Code code) -> signed.rejected(code);
      case ApprovalCheck.Result.Given _ -> ending.apply(task);
    };
  }

  private Verdict decoded(Signed signed, PinnedType pinnedType, Set<Target> named) {
    ActionType type = pinnedType.type();
    Mandate mandate = signed.mandate();
    Optional<Bytes> avro = signed.subject().avro();
    if (avro.isEmpty()
        || !(ActionCodec.decodeCanonical(type, avro.get().toArray())
            instanceof Decoding.Decoded(var fields))) {
      return signed.rejected(Code.AVRO_INVALID);
    }
    if (!Constraints.check(type, fields).isEmpty()) {
      return signed.rejected(Code.CONSTRAINT_VIOLATED);
    }
    byte[] orderBy = Bytes.utf8(String.valueOf(fields.get(type.orderBy()))).toArray();
    if (!mandate.grant().key().sameAs(Digest.sha256(orderBy))) {
      return signed.rejected(Code.ORDER_KEY_MISMATCH);
    }
    Instant now = signed.subject().now();
    return switch (approvals.check(mandate, type.approval(), avro.get(), now)) {
      case ApprovalCheck.Result.Refused(Code code) -> signed.rejected(code);
      case ApprovalCheck.Result.Given(Set<Target> persons) when revocations.stops(persons) ->
          new Verdict.Revoked(signed.task(scope.cell(), Manner.NONE));
      case ApprovalCheck.Result.Given(Set<Target> persons) -> {
        Manner manner = pinnedType.manner().orElseThrow();
        Task task = signed.task(scope.cell(), manner).in(sequence(type, fields));
        Set<Target> all = union(named, persons);
        yield new Verdict.Genuine(new SealedAction(task, fields, signed.subject().sealed(), all));
      }
    };
  }

  private static Set<Target> union(Set<Target> one, Set<Target> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Task.Sequence> sequence(ActionType type, GenericRecord fields) {
    return type.sequence().map(field -> new Task.Sequence((Long) fields.get(field), type.maxTtl()));
  }
}
