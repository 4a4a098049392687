package io.sallyport.validator.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.evidence.source.Principals;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bind.Bound;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.desk.CellReceipts;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.desk.Inbox;
import io.sallyport.validator.desk.Witnessing;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.release.OwnReceipts;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.TrustedPlaces;
import io.sallyport.validator.watch.WatchMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Judges samples with a bundle by running the gate and the desk themselves: their parser, rules,
 * bindings, policies, sealer and receipts. Invented are the keys (for this trial only), the schema
 * ids, one partition everywhere, and an empty memory; evidence counts as verified, with the
 * assurance that the source declares, and nothing is unusual of who sends it, unless the sample
 * says what that one did before. Does no I/O. Immutable.
 */
public final class Trial {
  private static final Topics TOPICS = new Topics("trial");
  private static final Environment ENVIRONMENT = new Environment("trial-0");
  private static final int MAX_RECORD = 1 << 20;

  private final Bundle bundle;
  private final Firewall unwatched;
  private final Firewall watched;
  private final Transcript transcript;

  /** The gate and the desk of a bundle. */
  private record Firewall(Gate gate, SampleDesk desk) {}

  private Trial(Bundle bundle, SigningKey mandateKey, SigningKey receiptKey) {
    this.bundle = bundle;
    this.transcript = new Transcript(receiptKey, mandateKey, bundle.actions());
    Map<ActionType, Integer> ids = new HashMap<>();
    Map<String, Integer> partitions = new HashMap<>();
    for (ActionType type : bundle.actions().values()) {
      ids.put(type, ids.size() + 1);
      partitions.put(type.cell(), 1);
    }
    TrustedPlaces places = new TrustedPlaces(ENVIRONMENT, TOPICS, partitions);
    ReceiptWriter receipts = new ReceiptWriter(ENVIRONMENT.validator(), receiptKey);
    Sealer sealer = new Sealer(places, mandateKey, ids, bundle.digest(), MAX_RECORD);
    Writer writer = new Writer("trial", receipts, bundle.version(), 0);
    OwnReceipts own = new OwnReceipts(ENVIRONMENT.validator(), List.of(receiptKey.jwk()));
    CellReceipts nobody = new CellReceipts(ENVIRONMENT, Map.of());
    Inbox inbox = new Inbox(own, nobody, 1, new Witnessing(Map.of(), Duration.ZERO));
    this.unwatched = firewall(bundle.unwatched(), sealer, writer, inbox);
    this.watched = firewall(bundle, sealer, writer, inbox);
  }

  private static Firewall firewall(Bundle bundle, Sealer sealer, Writer writer, Inbox inbox) {
    return new Firewall(
        new Gate(bundle, new SampleEntrance(bundle.sources()), sealer, writer),
        new SampleDesk(new Desk(bundle, sealer, writer, inbox, Revoked.NOTHING)));
  }

  /** A trial of {@code bundle}, with keys of its own that nobody trusts. */
  public static Trial of(Bundle bundle) {
    return new Trial(bundle, SigningKey.generate(), SigningKey.generate());
  }

  /**
   * What the gate makes of {@code sample}; throws {@link IllegalArgumentException} if the bundle
   * has no such source, or the source no such principal.
   */
  public Outcome judge(Sample sample) {
    SourceSpec source = source(sample);
    List<Output> outputs = outputs(sample, source);
    Map<ActionId, GenericRecord> sealed = transcript.sealed(outputs, sample.now());
    List<Outcome.Judged> decisions = new ArrayList<>();
    for (ReceiptBody body : transcript.receipts(outputs, sample.now())) {
      switch (body) {
        case ReceiptBody.DeliveryEnded ended -> {
          return ended(ended);
        }
        case ReceiptBody.Decision decision -> decisions.add(judged(decision, sample, sealed));
        case ReceiptBody.ChainOpened opened -> {}
        case ReceiptBody.Reload reload -> {}
        case ReceiptBody.Outcome outcome -> throw unexpected();
        case ReceiptBody.Rejection rejection -> throw unexpected();
        case ReceiptBody.Resolved resolved -> throw unexpected();
        case ReceiptBody.HoldEnded held -> throw unexpected();
        case ReceiptBody.Witnessed witnessed -> throw unexpected();
        case ReceiptBody.Referred referred -> {}
        case ReceiptBody.Ruled ruled -> decisions.add(judged(ruled, sample, sealed));
      }
    }
    return new Outcome.Decided(decisions);
  }

  private List<Output> outputs(Sample sample, SourceSpec source) {
    Firewall firewall = sample.past().isPresent() ? watched : unwatched;
    Instant now = sample.now();
    Effects effects =
        firewall.gate().pass(delivery(sample, source), id -> Optional.empty(), start(), now);
    WatchMemory past =
        sample
            .past()
            .flatMap(did -> bundle.watch(source.name()).map(watch -> did.memory(watch, now)))
            .orElse(WatchMemory.EMPTY);
    List<Output> outputs = new ArrayList<>(effects.outputs());
    outputs.addAll(firewall.desk().decide(effects.outputs(), sample.history(), past, now));
    return outputs;
  }

  private SourceSpec source(Sample sample) {
    SourceSpec source = bundle.sources().get(sample.source());
    if (source == null) {
      throw new IllegalArgumentException("the bundle has no source of this name");
    }
    sample
        .principal()
        .flatMap(principal -> Principals.problem(source, principal))
        .ifPresent(why -> {
          throw new IllegalArgumentException(why);
        });
    return source;
  }

  private static ChainState start() {
    return ChainState.start(0);
  }

  private static Delivery delivery(Sample sample, SourceSpec source) {
    RecordHeaders headers = new RecordHeaders();
    String type = sample.contentType().orElseGet(() -> source.contentTypes().getFirst());
    headers.add(Headers.CE_SOURCE, Bytes.utf8(source.name()).toArray());
    headers.add(Headers.CE_ID, Bytes.utf8("sample").toArray());
    headers.add(Headers.CONTENT_TYPE, Bytes.utf8(type).toArray());
    headers.add(SampleEntrance.PRINCIPAL, Bytes.utf8(sample.provenBy(source)).toArray());
    sample
        .delegation()
        .ifPresent(shown -> headers.add(SampleEntrance.DELEGATION, SampleEntrance.json(shown)));
    Optional<Bytes> body = Optional.of(sample.payload());
    Origin origin = new Origin(TOPICS.untrusted(), 0, 0);
    return new Delivery(origin, sample.now(), Optional.empty(), body, headers);
  }

  private static Outcome ended(ReceiptBody.DeliveryEnded ended) {
    return switch (ended.ending()) {
      case REFUSED -> refused(ended.code(), ended.pointer());
      case IGNORED -> new Outcome.Ignored();
      case DUPLICATE -> throw unexpected();
    };
  }

  private static Outcome refused(Code code, Optional<String> pointer) {
    return new Outcome.Refused(code, pointer.orElse(""));
  }

  /** What the desk decided with nothing to remember. */
  private Outcome.Judged judged(
      ReceiptBody.Ruled ruled, Sample sample, Map<ActionId, GenericRecord> sealed) {
    ReceiptBody.Verdict verdict = ruled.ruling().verdict();
    Optional<ReceiptBody.Action> action = Optional.of(ruled.action());
    return new Outcome.Judged(
        verdict.rule(),
        verdict.result(),
        ruled.ruling().code(),
        Optional.empty(),
        verdict.policy(),
        json(verdict.rule(), action, sample, sealed));
  }

  private Outcome.Judged judged(
      ReceiptBody.Decision decision, Sample sample, Map<ActionId, GenericRecord> sealed) {
    ReceiptBody.Verdict verdict = decision.verdict();
    return new Outcome.Judged(
        verdict.rule(),
        verdict.result(),
        decision.code(),
        decision.pointer(),
        verdict.policy(),
        json(verdict.rule(), decision.action(), sample, sealed));
  }

  private Optional<ObjectNode> json(
      String rule,
      Optional<ReceiptBody.Action> action,
      Sample sample,
      Map<ActionId, GenericRecord> sealed) {
    return action.flatMap(bound ->
        Optional.ofNullable(sealed.get(bound.id()))
            .or(() -> proposed(rule, sample))
            .map(record -> json(bound, record)));
  }

  private ObjectNode json(ReceiptBody.Action action, GenericRecord record) {
    ActionType type = bundle.actions().get(action.type());
    if (type == null) {
      throw new IllegalStateException("an action's type is one of the bundle");
    }
    return RecordJson.of(type.shape(), record);
  }

  /** What is not sealed is in no record, so it is bound again: binding is a function. */
  private Optional<GenericRecord> proposed(String name, Sample sample) {
    SourceSpec source = source(sample);
    return switch (Gate.parser(bundle, source).parse(sample.payload().toArray())) {
      case Parsed.Refused refused -> Optional.empty();
      case Parsed.Accepted accepted ->
          bundle.rules().of(source.name()).stream()
              .filter(rule -> rule.name().equals(name))
              .findFirst()
              .flatMap(rule ->
                  bound(rule, Gate.variables(source, sample.provenBy(source), accepted.event())));
    };
  }

  private static Optional<GenericRecord> bound(Rule rule, Map<String, ?> variables) {
    return switch (rule.binding().bind(variables)) {
      case Bound.Complete(GenericRecord record) -> Optional.of(record);
      case Bound.Incomplete incomplete -> Optional.empty();
    };
  }

  private static IllegalStateException unexpected() {
    return new IllegalStateException("the gate wrote a receipt that is not one of a gate");
  }
}
