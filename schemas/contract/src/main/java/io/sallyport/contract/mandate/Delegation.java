package io.sallyport.contract.mandate;

import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * On whose behalf an agent proposes: who handed what on to whom, and what is left of it at the end.
 * Each hop was signed by who handed on.
 *
 * @param chain everybody in it as principals, who began first, who proposes last
 * @param until when the first of the hops is over; whole seconds
 * @param effect the most that may be proposed
 * @param actions full names of the action types that may be
 */
public record Delegation(List<String> chain, Instant until, Effect effect, List<String> actions) {
  /** The most hops. */
  public static final int MAX_HOPS = 4;

  /** The most action types that a hop names. */
  public static final int MAX_ACTIONS = 8;

  /** The longest name, in characters. */
  public static final int MAX_NAME = 128;

  private static final String MEMBER = "delegation";

  /** Refuses what no chain of hops comes to. */
  public Delegation {
    chain = List.copyOf(chain);
    actions = List.copyOf(actions);
    int hops = chain.size() - 1;
    require(hops >= 1 && hops <= MAX_HOPS, "chain: two to five");
    require(chain.stream().allMatch(Delegation::isName), "chain: visible ASCII");
    require(new HashSet<>(chain).size() == chain.size(), "chain: each once");
    require(!actions.isEmpty() && actions.size() <= MAX_ACTIONS, "actions: 1 to 8");
    require(actions.stream().allMatch(Delegation::isName), "actions: full names");
    require(until.equals(until.truncatedTo(ChronoUnit.SECONDS)), "until: whole seconds");
  }

  /** Whether a text can name somebody, or an action type, here: visible ASCII that persons read. */
  public static boolean isName(String text) {
    boolean fits = !text.isEmpty() && text.length() <= MAX_NAME;
    return fits && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** Whether an action of that type and effect is within it. */
  public boolean permits(String action, Effect wanted) {
    return actions.contains(action) && wanted.compareTo(effect) <= 0;
  }

  /** Writes it as a member, where there is one. */
  public static void write(JsonWriter json, Optional<Delegation> delegation) {
    delegation.ifPresent(each ->
        json.putObject(
            MEMBER,
            member ->
                member
                    .putTexts("chain", each.chain())
                    .put("until", each.until().getEpochSecond())
                    .put("effect", each.effect().text())
                    .putTexts("actions", each.actions())));
  }

  /** Reads the member; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  public static Optional<Delegation> read(Fields fields) throws Fields.Mismatch {
    if (!fields.has(MEMBER)) {
      return Optional.empty();
    }
    Fields member = fields.object(MEMBER);
    Delegation delegation =
        new Delegation(
            member.texts("chain"),
            member.seconds("until"),
            Effect.parse(member.text("effect")).orElseThrow(IllegalArgumentException::new),
            member.texts("actions"));
    member.end();
    return Optional.of(delegation);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
