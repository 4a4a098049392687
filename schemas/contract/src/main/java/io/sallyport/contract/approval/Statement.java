package io.sallyport.contract.approval;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person approves: one exact action, who wants it, why it was allowed, and what was asked.
 * Whatever is changed makes another statement with another digest.
 *
 * @param environment where
 * @param cell of which cell
 * @param action what is done
 * @param requester who wants it
 * @param basis what allowed it
 * @param hold whose approvals are asked for, and until when
 */
public record Statement(
    Environment environment,
    String cell,
    Proposal action,
    Requester requester,
    Basis basis,
    Hold hold) {
  /** The most hops between the requester and the source. */
  public static final int MAX_CHAIN = 8;

  /** The most statements of policies that are named. */
  public static final int MAX_POLICY = 64;

  /** The longest name, in characters. */
  public static final int MAX_TEXT = 256;

  /**
   * The action itself.
   *
   * @param id its id
   * @param type full name of its type
   * @param effect the type's effect
   * @param fingerprint of the type's schema
   * @param body SHA-256 of its Avro form, without the frame that names a registry's id
   */
  public record Proposal(ActionId id, String type, Effect effect, Digest fingerprint, Digest body) {
    /** Refuses a name that does not show. */
    public Proposal {
      requireText(type, "type");
    }
  }

  /**
   * Who wants it.
   *
   * @param subject the requester
   * @param chain who brought the request, the nearest to the requester first
   */
  public record Requester(String subject, List<String> chain) {
    /** Refuses names that do not show. */
    public Requester {
      chain = List.copyOf(chain);
      requireText(subject, "requester");
      requireTexts(chain, MAX_CHAIN, "chain");
    }

    /** Every identity in it. */
    public List<String> identities() {
      List<String> all = new ArrayList<>(chain);
      all.addFirst(subject);
      return List.copyOf(all);
    }
  }

  /**
   * What allowed it.
   *
   * @param bundle the validator's bundle
   * @param policy ids of the statements that hold
   */
  public record Basis(Digest bundle, List<String> policy) {
    /** Refuses names that do not show. */
    public Basis {
      policy = List.copyOf(policy);
      requireTexts(policy, MAX_POLICY, "policy");
    }
  }

  /** Refuses a cell of another form. */
  public Statement {
    require(Topics.NAME.matcher(cell).matches(), "cell: 1 to 40 of a-z, 0-9 and '-'");
  }

  /**
   * The statement of what a mandate permits; empty when it was not held, or has a word that a
   * person could not read.
   *
   * @param body SHA-256 of the Avro form of the action that the mandate came with
   */
  public static Optional<Statement> of(
      Environment environment, String cell, Mandate mandate, Digest body) {
    return mandate.hold().flatMap(hold -> of(environment, cell, mandate, body, hold));
  }

  private static Optional<Statement> of(
      Environment environment, String cell, Mandate mandate, Digest body, Hold hold) {
    Mandate.Grant grant = mandate.grant();
    Mandate.Parties parties = mandate.parties();
    Mandate.Decided decision = mandate.decision();
    try {
      return Optional.of(
          new Statement(
              environment,
              cell,
              new Proposal(mandate.id(), grant.action(), grant.effect(), grant.fingerprint(), body),
              new Requester(parties.subject(), chain(mandate)),
              new Basis(decision.bundle(), decision.policy()),
              hold));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> chain(Mandate mandate) {
    List<String> chain = new ArrayList<>(mandate.evidence().proposers());
    chain.add(mandate.parties().actor());
    return chain;
  }

  /** Whom verdicts on it are for: {@code <environment>/<cell>}. */
  public String audience() {
    return environment.cell(cell);
  }

  /** Whether a name can stand in a statement: all of it shows, and in one way only. */
  public static boolean isText(String text) {
    boolean fits = !text.isEmpty() && text.length() <= MAX_TEXT;
    return fits && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private static void requireTexts(List<String> texts, int most, String what) {
    require(texts.size() <= most, what + ": at most " + most);
    texts.forEach(text -> requireText(text, what));
  }

  private static void requireText(String text, String what) {
    require(isText(text), what + ": 1 to 256 visible ASCII characters");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
