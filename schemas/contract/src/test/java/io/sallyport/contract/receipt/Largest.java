package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody.Decision;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The parts of receipts, each as long as whoever makes it may make it: names of configuration and
 * bundles, what a mandate or a command may say, and what a sender chooses.
 */
final class Largest {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Digest DIGEST = Digest.of(new byte[] {1});
  static final String ISSUER = "e".repeat(100) + "/" + "c".repeat(40);
  static final ChainHead HEAD = new ChainHead("c".repeat(60), 999_999_999_999_999_998L, DIGEST);

  private static final String ID = "A".repeat(43);
  private static final String NAME = "n".repeat(40);
  private static final String RECEIPT = "c".repeat(60) + "/" + "9".repeat(18);
  private static final Optional<Digest> SOME = Optional.of(DIGEST);

  /** Two characters of a text that have most bytes in JSON. */
  private static final String ASTRAL = new String(Character.toChars(0x1f600));

  /** Statements and quotas of one action type; the alarms of a source. */
  private static final int STATEMENTS = 108;

  private static final int ALARMS = 8;
  private static final int AGENT = 70;

  private static final Code CODE =
      Arrays.stream(Code.values())
          .max(Comparator.comparingInt(code -> code.text().length()))
          .orElseThrow();

  private Largest() {}

  static List<ReceiptBody> bodies() {
    return List.of(
        new ReceiptBody.ChainOpened("w".repeat(100), ID, SOME),
        new ReceiptBody.Reload(new BundleVersion(DIGEST, Long.MAX_VALUE)),
        new ReceiptBody.DeliveryEnded(
            delivery(), ReceiptBody.Ending.DUPLICATE, CODE, pointer(), DIGEST),
        unbound(),
        decision(DecisionResult.MODIFIED, policy(0), modified()),
        new ReceiptBody.Referred(decision(DecisionResult.REFERRED, List.of(), List.of()), DIGEST),
        ruled(),
        outcome(),
        new ReceiptBody.Rejection(origin(), CODE, DIGEST),
        new ReceiptBody.Resolved(action(), resolution()),
        new ReceiptBody.HoldEnded(action(), hold()),
        new ReceiptBody.Witnessed(new Sighting(NAME, RECEIPT, DIGEST)));
  }

  private static Decision decision(
      DecisionResult result, List<String> policy, List<Modification> modified) {
    return new Decision(
        delivery(),
        Integer.MAX_VALUE,
        new ReceiptBody.Verdict(result, NAME, policy, modified),
        Optional.of(action()),
        CODE,
        Optional.empty(),
        List.of(),
        DIGEST);
  }

  private static Decision unbound() {
    Violation violation = Violation.of(CODE, pointer().orElseThrow());
    return new Decision(
        delivery(),
        Integer.MAX_VALUE,
        new ReceiptBody.Verdict(DecisionResult.UNBOUND, NAME, List.of()),
        Optional.empty(),
        violation.code(),
        violation.pointer(),
        Collections.nCopies(Violation.MAX_FURTHER, violation),
        DIGEST);
  }

  private static ReceiptBody ruled() {
    DeskRuling ruling =
        new DeskRuling(
            RECEIPT,
            new ReceiptBody.Verdict(DecisionResult.MODIFIED, NAME, policy(ALARMS), modified()),
            CODE,
            DIGEST,
            Optional.of(new SessionHead(new SessionId(ID), Integer.MAX_VALUE, SOME)),
            Optional.of(RECEIPT));
    return new ReceiptBody.Ruled(action(), ruling);
  }

  private static ReceiptBody outcome() {
    Execution.Lease lease =
        new Execution.Lease("l".repeat(64), "\"".repeat(100), Optional.of("\"".repeat(1_000)));
    return new ReceiptBody.Outcome(
        action(),
        Optional.of(new NamedReceipt("\"".repeat(100) + "/" + "9".repeat(18), SOME)),
        origin(),
        OutcomeResult.SUCCEEDED,
        CODE,
        Optional.of(new Attempt(Integer.MAX_VALUE, Optional.of(ID))),
        Optional.of(new Response(Integer.MAX_VALUE, DIGEST, Optional.of(origin()))),
        Optional.of(new Execution(NOW, NOW, Optional.of(lease))));
  }

  private static Resolution resolution() {
    String reason = ASTRAL.repeat(ReleaseCommand.MAX_REASON / 2);
    return new Resolution(
        RECEIPT,
        DIGEST,
        Finding.NOT_PERFORMED,
        Stream.of("a", "b")
            .map(first -> first + "o".repeat(39))
            .map(operator -> new Resolution.Statement(operator, "j".repeat(64), DIGEST, reason))
            .toList());
  }

  private static HoldEnding hold() {
    Vote vote = new Vote(NAME, Word.APPROVE, DIGEST);
    return new HoldEnding(
        RECEIPT,
        DecisionResult.EXPIRED,
        CODE,
        policy(0),
        Collections.nCopies(HoldEnding.MAX_VOTES, vote),
        DIGEST);
  }

  private static ReceiptBody.Delivery delivery() {
    ReceiptBody.Evidence evidence =
        new ReceiptBody.Evidence(
            Assurance.VALIDATOR_ONLY,
            "p".repeat(AGENT),
            new DedupeId(ID),
            Optional.of(delegation()));
    return new ReceiptBody.Delivery(origin().text(), origin(), NAME, DIGEST)
        .proved(evidence)
        .releasedBy(new Release(NAME, "j".repeat(64), RECEIPT))
        .calledFrom(TraceParent.parse("00-" + "1".repeat(32) + "-" + "1".repeat(16) + "-01"));
  }

  private static Delegation delegation() {
    return new Delegation(
        names("chain", Delegation.MAX_HOPS + 1, AGENT),
        NOW,
        Effect.PERSIST,
        names("action", Delegation.MAX_ACTIONS, Delegation.MAX_NAME));
  }

  private static ReceiptBody.Action action() {
    return new ReceiptBody.Action(
        new ActionId(ID),
        "a".repeat(Mandate.Grant.MAX_ACTION),
        Effect.PERSIST,
        NAME,
        DIGEST,
        Optional.of(Classification.CONFIDENTIAL),
        Optional.of(new DeskKey(ID)));
  }

  /** All ids that may be told at once, and so many alarms. */
  private static List<String> policy(int alarms) {
    int most = ReceiptCodec.MAX_IDS;
    return Stream.concat(
            IntStream.range(0, STATEMENTS)
                .mapToObj(i -> "s".repeat((most * (i + 1)) / STATEMENTS - most * i / STATEMENTS)),
            names("alarm", alarms, 40).stream())
        .toList();
  }

  private static List<Modification> modified() {
    return Collections.nCopies(
        Modification.MAX, new Modification("/" + "f".repeat(100), DIGEST, DIGEST));
  }

  /** Of a source's own topic, with the longest prefix. */
  private static Origin origin() {
    return new Origin("t".repeat(40) + ".untrusted." + NAME, 999_999, 999_999_999_999_999_999L);
  }

  private static Optional<String> pointer() {
    return Violation.of(CODE, "/" + ASTRAL.repeat(200)).pointer();
  }

  private static List<String> names(String first, int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> first + i)
        .map(name -> name + "x".repeat(length - name.length()))
        .toList();
  }
}
