package io.sallyport.cli.held;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.cli.revoke.RevocationTopic;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.revocation.RevocationBook;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a person's word on a hold would not count, before it is signed. */
record Objections(ApproverProfile approver, OwnBundle own, OpenHold hold) {
  /**
   * A reason.
   *
   * @param text what is so
   * @param next what to do about it
   */
  record Objection(String text, String next) {
    void tell(Console console) {
      console.problem(text, next);
    }
  }

  /** To any word. */
  Optional<Objection> any() {
    if (hold.isOver(Instant.now())) {
      return Optional.of(
          new Objection(
              "its deadline " + hold.asked().deadline() + " has passed.",
              "It ends by itself; its sender can send it again."));
    }
    return new Ballot(own.approvers(), hold.statement(), Duration.ZERO)
        .objection(approver.person(own))
        .map(Objections::code);
  }

  /** To an approval. */
  Optional<Objection> approval(Votes votes) {
    if (votes.on(hold).contains(approver.self().operator())) {
      return Optional.of(
          new Objection("you have approved it already: " + votes.text(hold) + ".", "Once counts."));
    }
    return revoked();
  }

  private static Objection code(Code code) {
    return new Objection(
        "your word on it would not count: " + code.text() + ". " + code.meaning(),
        "Somebody else has to be asked.");
  }

  private Optional<Objection> revoked() {
    Profile self = approver.self();
    if (self.operators().isEmpty()) {
      return Optional.empty();
    }
    RevocationBook book = new RevocationTopic(self).read();
    return book.stops(targets())
        ? Optional.of(
            new Objection(
                "it is revoked: the executor would not perform it.",
                "'sallyport revocations' of an operator tells by whom and why."))
        : Optional.empty();
  }

  private Set<Target> targets() {
    Optional<Target> self = Target.of(Kind.APPROVER, approver.self().operator());
    return Stream.concat(
            Target.namedBy(hold.held().draft(), hold.statement().cell()).stream(), Stream.of(self))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }
}
