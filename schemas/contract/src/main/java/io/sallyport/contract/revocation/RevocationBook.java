package io.sallyport.contract.revocation;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.revocation.Revocation.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All revocations of an environment, in the order of their topic. One revokes; two persons lift. A
 * book that is full stops everything. Written by one thread; what is stopped, any thread may ask.
 */
public final class RevocationBook {
  /** How many different operators must lift a revocation. */
  public static final int LIFTERS = 2;

  private final Environment environment;
  private final int max;
  private final JwsVerifier verifier;
  private final Map<String, String> operatorByKey = new HashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<Target, Integer> stopped = new ConcurrentHashMap<>();
  private volatile boolean full;

  /**
   * A revocation, and who has lifted it.
   *
   * @param revocation as it was signed
   * @param target what it stops
   * @param lifters the operators who said that it should count no more
   */
  public record Entry(Revocation revocation, Target target, List<String> lifters) {
    /** Copies the lifters. */
    public Entry {
      lifters = List.copyOf(lifters);
    }

    /** Whether it stops its target. */
    public boolean counts() {
      return lifters.size() < LIFTERS;
    }

    private Entry liftedBy(String operator) {
      List<String> all = new ArrayList<>(lifters);
      all.add(operator);
      return new Entry(revocation, target, all);
    }
  }

  /**
   * Somebody who may revoke. One operator may have several keys, while one is replaced.
   *
   * @param operator the id, as {@code iss}
   * @param key the public key
   * @param state where the key is in its life; of a revoked key nothing counts any more
   * @param notAfter what the broker appended from this instant on does not count
   */
  public record Signer(String operator, Jwk key, PinnedKey.State state, Instant notAfter) {
    /** An active key without an end. */
    public static Signer active(String operator, Jwk key) {
      return new Signer(operator, key, PinnedKey.State.ACTIVE, Instant.MAX);
    }

    /** The key, for one kind of record. */
    public PinnedKey pinned(Typ typ) {
      return new PinnedKey(key, typ, state, Set.of(), Instant.EPOCH, notAfter);
    }
  }

  /** What a record came to. */
  public sealed interface Read {
    /** It was taken in. */
    record Taken(Revocation revocation) implements Read {}

    /** It says nothing new: a copy, or the lifting of what is lifted. */
    record Known() implements Read {}

    /** It does not count, and why. */
    record Refused(Code code) implements Read {}
  }

  /**
   * An empty book; throws {@link IllegalArgumentException} when two operators share a key.
   *
   * @param max how many revocations it holds, those that were lifted among them
   */
  public RevocationBook(Environment environment, List<Signer> signers, int max) {
    this.environment = environment;
    this.max = max;
    for (Signer signer : signers) {
      if (operatorByKey.put(signer.key().thumbprint(), signer.operator()) != null) {
        throw new IllegalArgumentException("operators: two have the same key");
      }
    }
    List<PinnedKey> keys = signers.stream().map(each -> each.pinned(Typ.REVOCATION)).toList();
    this.verifier = new JwsVerifier(keys, Typ.REVOCATION, "", RevocationCodec.MAX_SIZE);
  }

  /** Takes in one record that the broker appended at {@code at}. */
  public Read read(String jws, Instant at) {
    return switch (verifier.verify(jws, at)) {
      case JwsVerifier.Result.Refused(Code code) -> new Read.Refused(code);
      case JwsVerifier.Result.Verified verified ->
          RevocationCodec.parse(verified.payload())
              .map(revocation -> signed(revocation, verified.keyId()))
              .orElseGet(() -> new Read.Refused(Code.REVOCATION_MALFORMED));
    };
  }

  private Read signed(Revocation revocation, String keyId) {
    boolean ours = revocation.environment().equals(environment.name());
    boolean theirs = revocation.operator().equals(operatorByKey.get(keyId));
    if (!ours || !theirs) {
      return new Read.Refused(Code.REVOCATION_UNAUTHORISED);
    }
    return switch (revocation.order()) {
      case Order.Revoke(Target target) -> revoke(revocation, target);
      case Order.Lift(String id) -> lift(revocation, id);
    };
  }

  private Read revoke(Revocation revocation, Target target) {
    Entry known = entries.get(revocation.id());
    if (known != null) {
      boolean same = known.revocation().equals(revocation);
      return same ? new Read.Known() : new Read.Refused(Code.ID_CONFLICT);
    }
    if (entries.size() >= max) {
      full = true;
      return new Read.Refused(Code.REVOCATIONS_FULL);
    }
    entries.put(revocation.id(), new Entry(revocation, target, List.of()));
    stopped.merge(target.folded(), 1, Integer::sum);
    return new Read.Taken(revocation);
  }

  private Read lift(Revocation lifting, String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      return new Read.Refused(Code.REVOCATION_UNKNOWN);
    }
    if (!entry.counts() || entry.lifters().contains(lifting.operator())) {
      return new Read.Known();
    }
    Entry lifted = entry.liftedBy(lifting.operator());
    entries.put(id, lifted);
    if (!lifted.counts()) {
      stopped.computeIfPresent(
          entry.target().folded(), (_, count) -> count == 1 ? null : count - 1);
    }
    return new Read.Taken(lifting);
  }

  /** Whether something with these targets may act no more; for any thread. */
  public boolean stops(Set<Target> targets) {
    return full
        || stopped.containsKey(Target.EVERYTHING)
        || targets.stream().anyMatch(this::isRevoked);
  }

  /** Whether nothing is stopped at all; for any thread. */
  public boolean isEmpty() {
    return !full && stopped.isEmpty();
  }

  /** Whether exactly this target was revoked, a principal in any case; for any thread. */
  public boolean isRevoked(Target target) {
    return stopped.containsKey(target.folded());
  }

  /** All revocations, in their order; for the thread that writes. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }
}
