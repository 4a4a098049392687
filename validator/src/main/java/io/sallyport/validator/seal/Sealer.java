package io.sallyport.validator.seal;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * The only maker of sealed records. Schema ids were asked for at start with our own schemas; none
 * is ever taken from a record. Immutable; signs with a key that any thread may use.
 */
public final class Sealer {
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
   * Seals a permitted candidate. Its life counts from the broker's append time, so that a backlog
   * expires instead of firing late; a broker clock that runs ahead does not lengthen it.
   */
  public Sealed seal(Candidate candidate, Permission permission, Instant now) {
    Instant appended = permission.evidence().received();
    Instant issued = (appended.isAfter(now) ? now : appended).truncatedTo(ChronoUnit.SECONDS);
    Instant expires = issued.plus(permission.rule().ttl());
    if (!now.isBefore(expires)) {
      return new Sealed.Expired();
    }
    Mandate.Validity validity = new Mandate.Validity(issued, issued, expires);
    String mandate = Jws.sign(key, Typ.MANDATE, claims(candidate, permission, validity));
    if (mandate.length() > Mandate.MAX_SIZE) {
      throw new IllegalStateException("a mandate's parts are bounded to less than its limit");
    }
    return new Sealed.Action(
        candidate.type().cell(),
        candidate.key(),
        candidate.value(),
        mandate,
        traceparent(candidate.id()));
  }

  private byte[] claims(Candidate candidate, Permission permission, Mandate.Validity validity) {
    ActionType type = candidate.type();
    return MandateCodec.write(
        new Mandate(
            parties(type.cell(), permission),
            candidate.id(),
            validity,
            grant(candidate),
            decided(permission),
            permission.evidence(),
            List.of(),
            Optional.empty()));
  }

  private Mandate.Decided decided(Permission permission) {
    return new Mandate.Decided(
        permission.changes().isEmpty() ? "ALLOWED" : "MODIFIED",
        permission.rule().name(),
        permission.statements(),
        bundle,
        Optional.of(permission.receipt()),
        permission.changes());
  }

  private Mandate.Parties parties(String cell, Permission permission) {
    return new Mandate.Parties(
        places.environment().validator(),
        places.environment().cell(cell),
        permission.requester(),
        Optional.empty(),
        "source:" + permission.evidence().source());
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

  /** A trace of its own for each action (W3C Trace Context), derived from the id: no randomness. */
  private static String traceparent(ActionId id) {
    byte[] bytes = Base64.getUrlDecoder().decode(id.text());
    HexFormat hex = HexFormat.of();
    return "00-" + hex.formatHex(bytes, 0, 16) + "-" + hex.formatHex(bytes, 16, 24) + "-01";
  }
}
