package io.sallyport.contract.mandate;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Permission for one action, for one audience, at one place, until one instant.
 *
 * @param parties who gives it to whom, on whose request
 * @param id the action, {@code jti}
 * @param validity when it holds
 * @param grant what may be done, and the record that says so
 * @param decision why it was allowed
 * @param evidence what was known of the delivery
 * @param approvals persons' verdicts, compact JWS; at most {@link #MAX_APPROVALS}
 * @param hold what the verdicts were asked for; there where verdicts are
 */
public record Mandate(
    Parties parties,
    ActionId id,
    Validity validity,
    Grant grant,
    Decided decision,
    Evidence evidence,
    List<String> approvals,
    Optional<Hold> hold) {
  /** The longest compact form, in characters. */
  public static final int MAX_SIZE = 16 << 10;

  /** The most verdicts that one mandate carries. */
  public static final int MAX_APPROVALS = 8;

  /** Copies the approvals. */
  public Mandate {
    approvals = List.copyOf(approvals);
    if (approvals.size() > MAX_APPROVALS) {
      throw new IllegalArgumentException("a mandate carries at most 8 approvals");
    }
    if (!approvals.isEmpty() && hold.isEmpty()) {
      throw new IllegalArgumentException("approvals come with the hold that they end");
    }
    if (hold.filter(held -> held.deadline().isAfter(validity.latestDeadline())).isPresent()) {
      throw new IllegalArgumentException("hold.deadline: at most seven days after iat");
    }
    Stream<Instant> ends =
        Stream.concat(Stream.of(validity.expiresAt()), hold.map(Hold::deadline).stream());
    if (evidence.delegation().filter(each -> !isWithin(grant, ends.toList(), each)).isPresent()) {
      throw new IllegalArgumentException("more than was delegated");
    }
  }

  private static boolean isWithin(Grant grant, List<Instant> ends, Delegation delegation) {
    return delegation.permits(grant.action(), grant.effect())
        && ends.stream().noneMatch(end -> end.isAfter(delegation.until()));
  }

  /** A source as somebody who brings requests: {@code source:<name>}. */
  public static String actor(String source) {
    return "source:" + source;
  }

  /** Where its end is told: the key of a record of {@code .outcomes.<cell>}; mostly nowhere. */
  public Optional<DeskKey> desk() {
    return decision.desk();
  }

  /**
   * Who gives permission to whom, on whose request.
   *
   * @param issuer {@code <environment>/validator}
   * @param audience {@code <environment>/<cell>}
   * @param subject the requester, for example {@code github:octo}
   * @param session the session, where the rule has one
   * @param actor who brought the request, as {@link Mandate#actor} says
   */
  public record Parties(
      String issuer, String audience, String subject, Optional<String> session, String actor) {}

  /**
   * When it holds; whole seconds, as in JWT.
   *
   * @param issuedAt when the lifetime begins to count
   * @param notBefore not valid earlier
   * @param expiresAt not valid from here on
   */
  public record Validity(Instant issuedAt, Instant notBefore, Instant expiresAt) {
    private Instant latestDeadline() {
      return issuedAt.plus(Hold.MAX_DEADLINE);
    }
  }

  /**
   * What may be done, and the one record that says so.
   *
   * @param action full name of the action type
   * @param effect the type's effect
   * @param fingerprint of the type's whole schema
   * @param topic the trusted topic
   * @param partition of that topic
   * @param key the record's key
   * @param digest of the record's value, framing included
   */
  public record Grant(
      String action,
      Effect effect,
      Digest fingerprint,
      String topic,
      int partition,
      Bytes key,
      Digest digest) {
    /** The longest name of an action type, in characters: a namespace, a dot and a name. */
    public static final int MAX_ACTION = 201;

    /** Refuses what no action type is called: receipts repeat it. */
    public Grant {
      boolean fits = !action.isEmpty() && action.length() <= MAX_ACTION;
      if (!fits || !action.chars().allMatch(Grant::isOfName)) {
        throw new IllegalArgumentException("action: the full name of an action type");
      }
    }

    private static boolean isOfName(int c) {
      boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      return isLetter || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
  }

  /**
   * Why it was allowed.
   *
   * @param result {@code ALLOWED}, {@code MODIFIED} or {@code STEP_UP}
   * @param rule the rule that made the action
   * @param policy ids of the statements that allowed it
   * @param bundle the validator's bundle
   * @param receipt the receipt that says so; mandates of before it was named have none
   * @param modified what policy changed
   * @param desk whose memory it was decided with, where it was decided with memory: how it ends is
   *     told there
   */
  public record Decided(
      String result,
      String rule,
      List<String> policy,
      Digest bundle,
      Optional<NamedReceipt> receipt,
      List<Modification> modified,
      Optional<DeskKey> desk) {
    /** Copies the lists. */
    public Decided {
      policy = List.copyOf(policy);
      modified = List.copyOf(modified);
    }

    /** Allowed as it was proposed, without memory. */
    public Decided(String result, String rule, List<String> policy, Digest bundle, String receipt) {
      this(
          result,
          rule,
          policy,
          bundle,
          Optional.of(NamedReceipt.of(receipt)),
          List.of(),
          Optional.empty());
    }

    /** The same, decided with the memory of {@code key}. */
    public Decided at(DeskKey key) {
      return new Decided(result, rule, policy, bundle, receipt, modified, Optional.of(key));
    }
  }

  /**
   * What was known of the delivery.
   *
   * @param source the source's name
   * @param assurance how much is proven about it
   * @param origin where the delivery lies
   * @param digest of its raw bytes
   * @param received the broker's append time
   * @param principal who signed it, where one of the source's agents did
   * @param delegation on whose behalf it was proposed, where its sender showed that
   */
  public record Evidence(
      String source,
      Assurance assurance,
      Origin origin,
      Digest digest,
      Instant received,
      Optional<String> principal,
      Optional<Delegation> delegation) {
    /** Proposed by the source, on nobody's behalf. */
    public Evidence(
        String source, Assurance assurance, Origin origin, Digest digest, Instant received) {
      this(source, assurance, origin, digest, received, Optional.empty(), Optional.empty());
    }

    /** The same, signed by {@code principal} and proposed on behalf of who is in {@code shown}. */
    public Evidence of(String principal, Optional<Delegation> shown) {
      Optional<String> agent = Optional.of(principal).filter(each -> !each.equals(actor(source)));
      return new Evidence(source, assurance, origin, digest, received, agent, shown);
    }

    /** Who signed it: the agent, else the source. */
    public String signer() {
      return principal.orElseGet(() -> actor(source));
    }

    /** Everybody who proposed it or on whose behalf: who began first, who signed last. */
    public List<String> proposers() {
      Stream<String> signer = principal.stream().filter(each -> !chain().contains(each));
      return Stream.concat(chain().stream(), signer).toList();
    }

    /** Everybody on whose behalf it was proposed; who began first. */
    public List<String> chain() {
      return delegation.map(Delegation::chain).orElse(List.of());
    }
  }
}
