package io.sallyport.validator.seal;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * The only maker of sealed records. Schema ids were asked for at start with our own schemas; none
 * is ever taken from a record. Immutable; signs with a key that any thread may use.
 */
public final class Sealer {
  /** What quotes and a comma add to a verdict. */
  private static final int QUOTED = 3;

  /** More than the header, the signature, the dots and what rounding up adds. */
  private static final int JWS_FRAME = 512;

  private final TrustedPlaces places;
  private final SigningKey key;
  private final Map<ActionType, Integer> schemaIds;
  private final Digest bundle;
  private final int maxRecord;

  /**
   * A sealer for one bundle.
   *
   * @param places where sealed records go
   * @param key the mandate key
   * @param schemaIds the registry's ids of the bundle's action types
   * @param bundle the bundle's digest
   * @param maxRecord the most bytes that value and mandate may have together
   */
  public Sealer(
      TrustedPlaces places,
      SigningKey key,
      Map<ActionType, Integer> schemaIds,
      Digest bundle,
      int maxRecord) {
    this.places = places;
    this.key = key;
    this.schemaIds = Map.copyOf(schemaIds);
    this.bundle = bundle;
    this.maxRecord = maxRecord;
  }

  /** The bytes that would be sealed; empty when they are too many. */
  public Optional<Candidate> candidate(ActionId id, ActionType type, GenericRecord record) {
    Integer schemaId = schemaIds.get(type);
    if (schemaId == null) {
      throw new IllegalStateException("the ids of all action types are asked for at start");
    }
    Candidate candidate = Candidate.of(id, type, schemaId, record);
    return candidate.value().size() + Mandate.MAX_SIZE > maxRecord
        ? Optional.empty()
        : Optional.of(candidate);
  }

  /**
   * What waits for persons; empty when it is too large for them or for a mandate with the longest
   * verdicts that may come, or has a word that they could not read.
   */
  public Optional<Held> hold(Candidate candidate, Permission permission, Hold hold, Instant now) {
    Instant opened = now.truncatedTo(ChronoUnit.SECONDS);
    Mandate.Validity validity = lasting(permission, opened);
    Mandate claims = claims(candidate, permission, Held.RESULT, validity);
    Mandate draft =
        new Mandate(
            claims.parties(),
            claims.id(),
            validity,
            claims.grant(),
            claims.decision(),
            claims.evidence(),
            List.of(),
            Optional.of(hold));
    if (candidate.value().size() > Held.MAX_VALUE || !hasRoom(draft, persons(hold))) {
      return Optional.empty();
    }
    Held held = new Held(draft, draft.evidence().signer(), candidate.value());
    return held.statement(places.environment(), candidate.type().cell()).map(_ -> held);
  }

  /** How many verdicts may come to be needed. */
  private static int persons(Hold hold) {
    int asked = hold.quorums().stream().mapToInt(Hold.Quorum::threshold).sum();
    return Math.min(asked, Mandate.MAX_APPROVALS);
  }

  private static boolean hasRoom(Mandate draft, int persons) {
    int claims = MandateCodec.write(draft).length + persons * (VerdictCodec.MAX_SIZE + QUOTED);
    return claims / 3 * 4 + JWS_FRAME <= Mandate.MAX_SIZE;
  }

  /** The installation for which it seals. */
  public Environment environment() {
    return places.environment();
  }

  /** Whether this process writes to the topics of {@code cell}. */
  public boolean isWritten(String cell) {
    return places.partitions().containsKey(cell);
  }

  /** What persons are asked about a held action; empty when it is none of this installation. */
  public Optional<Statement> statement(Held held, String cell) {
    Mandate.Grant grant = held.draft().grant();
    boolean isPlaced =
        isWritten(cell)
            && grant.topic().equals(places.topics().trusted(cell))
            && grant.partition() == places.partition(cell, grant.key());
    return isPlaced ? held.statement(places.environment(), cell) : Optional.empty();
  }

  /** Seals what persons have approved: the claims that they saw, with a life of their own. */
  public Sealed.Action seal(
      Held held, String cell, Mandate.Validity validity, List<String> approvals) {
    return new Sealed.Action(
        cell,
        held.draft().grant().key(),
        held.value(),
        signed(held.approved(validity, approvals)),
        TraceParent.of(held.id()).text());
  }

  /**
   * Seals a permitted candidate. Its life counts from the broker's append time, so that a backlog
   * expires instead of firing late; a broker clock that runs ahead does not lengthen it.
   */
  public Sealed seal(Candidate candidate, Permission permission, Instant now) {
    Mandate.Validity validity = validity(permission, now);
    if (!now.isBefore(validity.expiresAt())) {
      return new Sealed.Expired();
    }
    String result = permission.changes().isEmpty() ? "ALLOWED" : "MODIFIED";
    return new Sealed.Action(
        candidate.type().cell(),
        candidate.key(),
        candidate.value(),
        signed(claims(candidate, permission, result, validity)),
        TraceParent.of(candidate.id()).text());
  }

  /** Whether a permitted candidate came too late to be sealed, or to ask persons about it. */
  public static boolean isOver(Permission permission, Instant now) {
    return !now.isBefore(validity(permission, now).expiresAt());
  }

  private static Mandate.Validity validity(Permission permission, Instant now) {
    Instant appended = permission.evidence().received();
    Instant issued = (appended.isAfter(now) ? now : appended).truncatedTo(ChronoUnit.SECONDS);
    return lasting(permission, issued);
  }

  private static Mandate.Validity lasting(Permission permission, Instant issued) {
    Instant whole = issued.plus(permission.rule().ttl());
    Instant expires = permission.atMost(whole).truncatedTo(ChronoUnit.SECONDS);
    return new Mandate.Validity(issued, issued, expires);
  }

  private String signed(Mandate claims) {
    String mandate = Jws.sign(key, Typ.MANDATE, MandateCodec.write(claims));
    if (mandate.length() > Mandate.MAX_SIZE) {
      throw new IllegalStateException("a mandate's parts are bounded to less than its limit");
    }
    return mandate;
  }

  private Mandate claims(
      Candidate candidate, Permission permission, String result, Mandate.Validity validity) {
    return new Mandate(
        parties(candidate.type().cell(), permission),
        candidate.id(),
        validity,
        grant(candidate),
        decided(result, permission),
        permission.evidence(),
        List.of(),
        Optional.empty());
  }

  private Mandate.Decided decided(String result, Permission permission) {
    return new Mandate.Decided(
        result,
        permission.rule().name(),
        permission.statements(),
        bundle,
        Optional.of(permission.receipt()),
        permission.changes(),
        permission.desk());
  }

  private Mandate.Parties parties(String cell, Permission permission) {
    return new Mandate.Parties(
        places.environment().validator(),
        places.environment().cell(cell),
        permission.requester(),
        permission.session().map(session -> session.id().text()),
        Mandate.actor(permission.evidence().source()));
  }

  private Mandate.Grant grant(Candidate candidate) {
    ActionType type = candidate.type();
    return new Mandate.Grant(
        type.name(),
        type.effect(),
        type.fingerprint(),
        places.topics().trusted(type.cell()),
        places.partition(type.cell(), candidate.key()),
        candidate.key(),
        Digest.of(candidate.value().toArray()));
  }
}
