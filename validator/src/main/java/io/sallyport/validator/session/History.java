package io.sallyport.validator.session;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a test says that came before in the session of its payload.
 *
 * @param past what was decided in it, in order; where there is nothing, it is not opened
 * @param others how many other sessions its principal has
 */
public record History(List<Past> past, int others) {
  /** Nothing. */
  public static final History NONE = new History(List.of(), 0);

  /** Copies the list. */
  public History {
    past = List.copyOf(past);
  }

  /**
   * What was decided.
   *
   * @param type the action's type
   * @param result how
   * @param outcome how it ended after that, if it did
   * @param target the value of its ordering field, if that matters
   * @param times how often
   */
  public record Past(
      ActionType type,
      DecisionResult result,
      Optional<Result> outcome,
      Optional<String> target,
      int times) {}

  /** The session that {@code claim} names, with this past. */
  public Session session(DeskKey owner, SessionClaim claim) {
    Session.Opened opened =
        new Session.Opened(owner, claim, claim.started(), SessionTerms.MAX_LIFETIME);
    List<Entry> entries = new ArrayList<>();
    for (Past one : past) {
      for (int i = 0; i < one.times(); i++) {
        add(one, claim, entries);
      }
    }
    return Session.of(opened, entries);
  }

  private static void add(Past one, SessionClaim claim, List<Entry> entries) {
    ActionType type = one.type();
    byte[] name = Digest.sha256(Bytes.utf8("past " + entries.size()).toArray());
    ActionId id = new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(name));
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            id,
            type.name(),
            type.effect(),
            type.cell(),
            type.fingerprint(),
            Optional.of(type.classification()),
            Optional.empty());
    Digest target = Digest.of(Bytes.utf8(one.target().orElse("")).toArray());
    String receipt = "desk-0/" + entries.size();
    entries.add(new Entry.Decided(claim.started(), action, target, one.result(), receipt));
    one.outcome().ifPresent(how -> entries.add(new Entry.Told(claim.started(), id, receipt, how)));
  }

  /** The memory of a principal of which this is all that is known. */
  public SessionMemory memory(SessionClaim claim) {
    return new SessionMemory() {
      @Override
      public Optional<Session> session(DeskKey owner, SessionId id) {
        return past.isEmpty() ? Optional.empty() : Optional.of(History.this.session(owner, claim));
      }

      @Override
      public int taken(DeskKey owner, Instant now) {
        return others + (past.isEmpty() ? 0 : 1);
      }

      @Override
      public List<Session> with(ActionId action) {
        return List.of();
      }

      @Override
      public List<Session> over(Instant now) {
        return List.of();
      }
    };
  }
}
