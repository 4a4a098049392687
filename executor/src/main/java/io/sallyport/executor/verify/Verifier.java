package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.action.record.WireFormat;
import io.sallyport.action.terms.Approval;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import java.time.Instant;
import java.util.Base64;
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
    Subject subject = new Subject(record, now);
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
    if (!subject.now().isBefore(mandate.validity().expiresAt().plus(scope.skew()))) {
      return unbegun(subject, mandate, Verdict.Late::new);
    }
    PinnedType type = pinned.get(mandate.grant().fingerprint());
    if (type == null) {
      return subject.rejected(Code.FINGERPRINT_UNKNOWN);
    }
    Optional<Set<Target>> named = targets.of(mandate, keyId);
    if (named.isEmpty()) {
      return subject.rejected(Code.MANDATE_MALFORMED);
    }
    Optional<Code> failure = types.failure(mandate, type, subject.now());
    if (failure.isPresent()) {
      return subject.rejected(failure.get());
    }
    return revocations.stops(named.get())
        ? unbegun(subject, mandate, Verdict.Revoked::new)
        : decoded(subject, mandate, type, named.get());
  }

  /**
   * What will not begin. Of a gated action that is an ending only if it was approved: its approvals
   * are used up by it, and they alone are worth the memory. They are judged as of the mandate's
   * end, since they may be over by now.
   */
  private Verdict unbegun(Subject subject, Mandate mandate, Function<Task, Verdict> ending) {
    Optional<Approval> floor =
        Optional.ofNullable(pinned.get(mandate.grant().fingerprint()))
            .flatMap(type -> type.type().approval());
    Task task = usedOnce(mandate, task(subject, mandate, Manner.NONE));
    if (!ApprovalCheck.isNeeded(mandate, floor)) {
      return ending.apply(task);
    }
    Optional<Bytes> avro = WireFormat.unframe(subject.value()).map(WireFormat.Framed::avro);
    if (avro.isEmpty()) {
      return subject.rejected(Code.AVRO_INVALID);
    }
    Instant end = mandate.validity().expiresAt();
    Instant at = subject.now().isBefore(end) ? subject.now() : end;
    return switch (approvals.check(mandate, floor, Digest.of(avro.get()), at)) {
      case ApprovalCheck.Result.Refused(Code code) -> subject.rejected(code);
      case ApprovalCheck.Result.Given _ -> ending.apply(task);
    };
  }

  private Verdict decoded(
      Subject subject, Mandate mandate, PinnedType pinnedType, Set<Target> named) {
    ActionType type = pinnedType.type();
    Optional<Bytes> avro = WireFormat.unframe(subject.value()).map(WireFormat.Framed::avro);
    if (avro.isEmpty()
        || !(ActionCodec.decodeCanonical(type, avro.get().toArray())
            instanceof Decoding.Decoded(var fields))) {
      return subject.rejected(Code.AVRO_INVALID);
    }
    if (!Constraints.check(type, fields).isEmpty()) {
      return subject.rejected(Code.CONSTRAINT_VIOLATED);
    }
    byte[] orderBy = Bytes.utf8(String.valueOf(fields.get(type.orderBy()))).toArray();
    if (!mandate.grant().key().sameAs(Digest.sha256(orderBy))) {
      return subject.rejected(Code.ORDER_KEY_MISMATCH);
    }
    Digest body = Digest.of(avro.get());
    return switch (approvals.check(mandate, type.approval(), body, subject.now())) {
      case ApprovalCheck.Result.Refused(Code code) -> subject.rejected(code);
      case ApprovalCheck.Result.Given(Set<Target> persons) -> {
        Manner manner = pinnedType.manner().orElse(Manner.NONE);
        Task plain = task(subject, mandate, manner);
        Task task = usedOnce(mandate, plain).in(sequence(type, fields));
        Set<Target> all = union(named, persons);
        SealedAction action = new SealedAction(task, fields, subject.sealed(), all);
        yield revocations.stops(persons)
            ? new Verdict.Revoked(usedOnce(mandate, task(subject, mandate, Manner.NONE)))
            : new Verdict.Genuine(action);
      }
    };
  }

  /** Verdicts can be sealed again until their deadline: so long their one use is remembered. */
  private static Task usedOnce(Mandate mandate, Task task) {
    return mandate.hold().map(Hold::deadline).map(task::rememberedUntil).orElse(task);
  }

  private static Set<Target> union(Set<Target> one, Set<Target> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Task.Sequence> sequence(ActionType type, GenericRecord fields) {
    return type.sequence().map(field -> new Task.Sequence((Long) fields.get(field), type.maxTtl()));
  }

  private Task task(Subject subject, Mandate mandate, Manner manner) {
    Mandate.Grant grant = mandate.grant();
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            mandate.id(),
            grant.action(),
            grant.effect(),
            scope.cell(),
            grant.fingerprint(),
            Optional.ofNullable(pinned.get(grant.fingerprint()))
                .map(known -> known.type().classification()),
            mandate.desk());
    return new Task(
        action,
        mandate.decision().receipt(),
        subject.record().offset(),
        grant.digest(),
        Task.Order.of(
            Base64.getUrlEncoder().withoutPadding().encodeToString(grant.key().toArray())),
        manner,
        Task.Life.until(mandate.validity().expiresAt()));
  }
}
