package io.sallyport.validator.gate;

import io.sallyport.contract.Code;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DeliveryEnded;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.admit.Admission.Order;
import io.sallyport.validator.admit.Admission.Proof;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Entrance;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.UntrustedEvent;
import io.sallyport.validator.parse.payload.PayloadParser;
import io.sallyport.validator.rule.Match;
import io.sallyport.validator.seal.Sealer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gate as a function of a delivery, the memory, a bundle and the wall clock. It does no I/O,
 * keeps nothing, and gives every delivery exactly one ending: REFUSED, DUPLICATE, IGNORED, or one
 * for each of its decisions.
 */
public final class Gate {
  private final Bundle bundle;
  private final Entrance entrance;
  private final Judge judge;
  private final Writer writer;
  private final Map<String, PayloadParser> parsers = new HashMap<>();

  /** A gate that decides by {@code bundle}. */
  public Gate(Bundle bundle, Entrance entrance, Sealer sealer, Writer writer) {
    this.bundle = bundle;
    this.entrance = entrance;
    this.judge = new Judge(bundle, sealer);
    this.writer = writer;
    bundle.sources().forEach((name, source) -> parsers.put(name, parser(bundle, source)));
  }

  /** The parser of a source's payloads. */
  public static PayloadParser parser(Bundle bundle, SourceSpec source) {
    ParseLimits limits =
        bundle.limits().parsing().with(source.limits().depth(), source.limits().digits());
    return PayloadParser.of(source.payload(), limits, source.limits().body().asInt());
  }

  /** Which bundle it decides by. */
  public BundleVersion version() {
    return bundle.version();
  }

  /** Receipts that the chain is open and that this bundle decides now, where it does not say so. */
  public Effects announce(ChainState chain, Instant now) {
    return new Turn(writer, chain, now).end(List.of());
  }

  /** The sources whose deliveries it takes, by name. */
  public Map<String, SourceSpec> sources() {
    return bundle.sources();
  }

  /** All that {@code record} leads to. */
  public Effects pass(Delivery record, Memory memory, ChainState chain, Instant now) {
    Delivery delivery = entrance.locate(record);
    Turn turn = new Turn(writer, chain, now);
    return switch (entrance.admit(delivery, memory, now)) {
      case Admission.Refused refused -> {
        Case unknown = Case.of(delivery, refused.label());
        yield refuse(turn, unknown, new Reason(refused.code(), "", Optional.empty()), List.of());
      }
      case Admission.Unreleased unreleased -> {
        Case unknown = Case.of(delivery, unreleased.label());
        yield end(turn, unknown, ReceiptBody.Ending.REFUSED, unreleased.code());
      }
      case Admission.Duplicate duplicate -> {
        Case known = Case.of(delivery, duplicate);
        yield end(turn, known, ReceiptBody.Ending.DUPLICATE, Code.DUPLICATE);
      }
      case Admitted admitted -> parse(turn, Case.of(delivery, admitted), admitted, now);
    };
  }

  private Effects parse(Turn turn, Case known, Admitted admitted, Instant now) {
    PayloadParser parser = parsers.get(known.source());
    if (parser == null) {
      throw new IllegalStateException("an admitted delivery's source is one of the bundle");
    }
    return switch (parser.parse(admitted.body().toArray())) {
      case Parsed.Refused(Code code, String pointer) -> {
        Reason reason = new Reason(code, pointer, Optional.empty());
        yield refuse(turn, known, reason, remembered(admitted, false, now));
      }
      case Parsed.Accepted(UntrustedEvent event) -> match(turn, known, admitted, event, now);
    };
  }

  private Effects match(
      Turn turn, Case known, Admitted admitted, UntrustedEvent event, Instant now) {
    Map<String, Object> variables = variables(admitted.known().source(), admitted.proof(), event);
    List<Match> matches = matching(admitted, variables);
    if (matches.isEmpty()) {
      return end(turn, known, ReceiptBody.Ending.IGNORED, Code.NO_RULE);
    }
    if (matches.size() > bundle.limits().maxDecisions()) {
      Reason reason = new Reason(Code.RULES_TOO_MANY, "", Optional.empty());
      return refuse(turn, known, reason, remembered(admitted, false, now));
    }
    boolean decided = false;
    for (Match match : matches) {
      Decision decision = judge.decide(match, admitted, known, variables, turn);
      record(turn, known, decision, matches.size());
      decided |= decision.isRuledOn();
    }
    return turn.end(remembered(admitted, decided, now));
  }

  /** All rules that have something to say; of a released decision, that decision's rule only. */
  private List<Match> matching(Admitted admitted, Map<String, Object> variables) {
    List<Match> matches = bundle.rules().matching(admitted.known().source().name(), variables);
    Optional<String> only = admitted.order().flatMap(Order::rule);
    return only.isEmpty()
        ? matches
        : matches.stream().filter(match -> match.rule().name().equals(only.get())).toList();
  }

  private static List<Effects.Remembered> remembered(
      Admitted admitted, boolean decided, Instant now) {
    List<Effects.Remembered> remembered = new ArrayList<>();
    admitted
        .order()
        .ifPresent(order -> {
          remembered.add(new Effects.Remembered(order.receipt(), order.released()));
          if (decided) {
            remembered.add(new Effects.Remembered(order.decision(), order.released()));
          }
        });
    Optional<Seen> seen =
        admitted.order().map(Order::decided).orElseGet(() -> Optional.of(admitted.memory(now)));
    if (decided && seen.isPresent()) {
      remembered.add(new Effects.Remembered(admitted.id(), seen.get()));
    }
    return remembered;
  }

  /** What the rules of {@code source} see of {@code principal}'s event, fully proven. */
  public static Map<String, Object> variables(
      SourceSpec source, String principal, UntrustedEvent event) {
    return variables(source, new Proof(source.assurance(), principal), event);
  }

  private static Map<String, Object> variables(
      SourceSpec source, Proof proof, UntrustedEvent event) {
    return Map.of(
        Scope.EVENT, event.members(),
        Scope.SOURCE, Scope.source(source.name(), proof.assurance()),
        Scope.PRINCIPAL, proof.principal());
  }

  private void record(Turn turn, Case known, Decision decision, int decisions) {
    decision.sealed().ifPresent(turn::sealed);
    String cell = decision.action().map(ReceiptBody.Action::cell).orElse(Ending.UNKNOWN);
    decision.held().ifPresent(held -> turn.held(cell, held));
    if (decision.verdict().result() == ReceiptBody.DecisionResult.UNBOUND) {
      String pointer = decision.pointer().orElse("");
      String rule = decision.verdict().rule();
      quarantine(turn, known, new Reason(decision.code(), pointer, Optional.of(rule)));
    }
    ReceiptBody.Decision said =
        new ReceiptBody.Decision(
            known.described(),
            decisions,
            decision.verdict(),
            decision.action(),
            decision.code(),
            decision.pointer(),
            decision.further(),
            bundle.digest());
    Ending ending =
        new Ending(
            known.source(),
            decision.verdict().rule(),
            decision.verdict().result().name(),
            decision.code());
    decision
        .referral()
        .ifPresentOrElse(
            referral -> turn.referred(said, referral, ending), () -> turn.receipt(said, ending));
  }

  private Effects refuse(
      Turn turn, Case known, Reason reason, List<Effects.Remembered> remembered) {
    quarantine(turn, known, reason);
    receipt(turn, known, ReceiptBody.Ending.REFUSED, reason);
    return turn.end(remembered);
  }

  private Effects end(Turn turn, Case known, ReceiptBody.Ending ending, Code code) {
    receipt(turn, known, ending, new Reason(code, "", Optional.empty()));
    return turn.end(List.of());
  }

  private void receipt(Turn turn, Case known, ReceiptBody.Ending ending, Reason reason) {
    Optional<String> pointer = Optional.of(reason.pointer()).filter(text -> !text.isEmpty());
    turn.receipt(
        new DeliveryEnded(known.described(), ending, reason.code(), pointer, bundle.digest()),
        new Ending(known.source(), Ending.UNKNOWN, ending.name(), reason.code()));
  }

  private void quarantine(Turn turn, Case known, Reason reason) {
    Bytes body = known.body().size() > writer.maxCopied() ? Bytes.of() : known.body();
    turn.quarantine(known.key(), body, reason.headers(known, bundle.digest()));
  }
}
