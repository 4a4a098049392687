package io.sallyport.validator;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admitter;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Entrance;
import io.sallyport.validator.admit.Entrances;
import io.sallyport.validator.arrive.Arrivals;
import io.sallyport.validator.arrive.ArriveStep;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.desk.CellReceipts;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.desk.DeskStep;
import io.sallyport.validator.desk.Inbox;
import io.sallyport.validator.desk.Witnessing;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.hold.Holds;
import io.sallyport.validator.hold.HoldsStep;
import io.sallyport.validator.release.Operators;
import io.sallyport.validator.release.OwnReceipts;
import io.sallyport.validator.release.Releaser;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.TrustedPlaces;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.RecordSizes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The quickstart's bundle with keys of its own, and deliveries for it. */
public final class Demo {
  public static final Path BUNDLE = Path.of("../quickstart/src/main/bundles/validator");
  public static final Topics TOPICS = new Topics("sallyport");
  public static final Environment ENVIRONMENT = new Environment("test-cluster");
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  public static final String DELIVERY_ID = "0192f0c1-0000-7000-8000-000000000001";
  public static final int PARTITIONS = 2;
  public static final BundleLimits LIMITS = BundleLimits.DEFAULTS;

  public static final SigningKey MANDATE_KEY = SigningKey.generate();
  public static final SigningKey RECEIPT_KEY = SigningKey.generate();

  /** Signs the receipts of the cell {@code deployments}. */
  public static final SigningKey EXECUTOR_KEY = SigningKey.generate();

  public static final SigningKey PAYMENTS_KEY = SigningKey.generate();

  public static final SigningKey OPERATOR_KEY = SigningKey.generate();
  public static final String OPERATOR = "operator-1";

  private static final int MAX_COPIED = 2 << 20;
  private static final Bundle READ = Bundles.readCopy();

  private Demo() {}

  /** The quickstart's bundle without its gated type. */
  public static Bundle bundle() {
    return READ;
  }

  public static Gate gate() {
    return gate(bundle());
  }

  public static Gate gate(Bundle bundle) {
    return gate(bundle, 1 << 20);
  }

  /** What decides by {@code bundle}. */
  static Core core(Bundle bundle) {
    return new Core(gate(bundle), desk(bundle, 1), holds(bundle));
  }

  /** A desk that decides by {@code bundle}, on topics of so many partitions. */
  public static Desk desk(Bundle bundle, int partitions) {
    return desk(bundle, partitions, Revoked.NOTHING);
  }

  /** The same, where operators have revoked that. */
  public static Desk desk(Bundle bundle, int partitions, Revoked revoked) {
    OwnReceipts gate = new OwnReceipts(ENVIRONMENT.validator(), List.of(RECEIPT_KEY.jwk()));
    CellReceipts cells =
        new CellReceipts(
            ENVIRONMENT,
            Map.of(
                "deployments",
                List.of(EXECUTOR_KEY.jwk()),
                "payments",
                List.of(PAYMENTS_KEY.jwk())));
    Witnessing witnessing =
        new Witnessing(Map.of("deployments", 2, "payments", 2), Duration.ofSeconds(30));
    Inbox inbox = new Inbox(gate, cells, partitions, witnessing);
    return new Desk(bundle, sealer(bundle, 1 << 20), writer(bundle), inbox, revoked);
  }

  /** The holds that end by {@code bundle}. */
  public static Holds holds(Bundle bundle) {
    return holds(bundle, Revoked.NOTHING);
  }

  /** The same, where operators have revoked that; verdicts lie on one partition. */
  public static Holds holds(Bundle bundle, Revoked revoked) {
    return new Holds(bundle, sealer(bundle, 1 << 20), writer(bundle), revoked, 1);
  }

  /** The same, in a process that writes to no cell's topics. */
  public static Holds holdsWithoutCells(Bundle bundle) {
    Sealer sealer = sealer(bundle, 1 << 20, Map.of());
    return new Holds(bundle, sealer, writer(bundle), Revoked.NOTHING, 1);
  }

  public static Gate gate(Bundle bundle, int maxRecord) {
    return new Gate(bundle, entrance(bundle), sealer(bundle, maxRecord), writer(bundle));
  }

  private static Sealer sealer(Bundle bundle, int maxRecord) {
    return sealer(bundle, maxRecord, Map.of("deployments", PARTITIONS));
  }

  private static Sealer sealer(Bundle bundle, int maxRecord, Map<String, Integer> cells) {
    Map<ActionType, Integer> ids =
        bundle.actions().values().stream().collect(Collectors.toMap(type -> type, type -> 7));
    TrustedPlaces places = new TrustedPlaces(ENVIRONMENT, TOPICS, cells);
    return new Sealer(places, MANDATE_KEY, ids, bundle.digest(), maxRecord);
  }

  private static Writer writer(Bundle bundle) {
    ReceiptWriter receipts = new ReceiptWriter(ENVIRONMENT.validator(), RECEIPT_KEY);
    return new Writer("validator-1", receipts, bundle.version(), MAX_COPIED);
  }

  /** The steps of the topology, by the demo's bundle. */
  static FirewallTopology.Steps steps(GateObserver observer, InstantSource clock) {
    return steps(bundle(), observer, clock);
  }

  /** The same by another one. */
  public static FirewallTopology.Steps steps(
      Bundle bundle, GateObserver observer, InstantSource clock) {
    Core core = core(bundle);
    Arrivals arrivals = new Arrivals(TOPICS, new RecordSizes(1 << 20, 1 << 20));
    return new FirewallTopology.Steps(
        new GateStep(core::gate, observer, clock),
        new ArriveStep(bundle::sources, arrivals, observer, clock),
        new DeskStep(TOPICS, core::desk, observer, clock),
        new HoldsStep(TOPICS, core::holds, observer, clock));
  }

  /** What ingest wrote, and what {@link #OPERATOR} released. */
  private static Entrance entrance(Bundle bundle) {
    String validator = ENVIRONMENT.validator();
    Operators.Operator operator = new Operators.Operator(OPERATOR, OPERATOR_KEY.jwk());
    Releaser releaser =
        new Releaser(
            new Operators(validator, List.of(operator), Duration.ofMinutes(15)),
            new OwnReceipts(validator, List.of(RECEIPT_KEY.jwk())),
            Duration.ofDays(2),
            bundle.sources());
    Admitter admitter = new Admitter(TOPICS, PARTITIONS, bundle.sources());
    return new Entrances(TOPICS.released(), releaser, admitter);
  }

  /** A push to {@code branch} of {@code repository}. */
  public static String push(String repository, String branch, String commit) {
    return """
    {"ref": "refs/heads/%s", "after": "%s", "repository": {"full_name": "%s"},
     "pusher": {"name": "octo"}, "sender": {"login": "octo"},
     "head_commit": {"message": "fix the till"}}\
    """
        .formatted(branch, commit, repository);
  }

  /** A push that the demo's policy permits. */
  public static String goodPush() {
    return push("acme/shop", "main", "0".repeat(39) + "1");
  }

  /** A push with a field of so many characters. */
  public static String longPush(int length) {
    return goodPush()
        .replace("\"message\"", "\"long\": \"" + "x".repeat(length) + "\", \"message\"");
  }

  /** That bundle takes it over into the action. */
  public static void takeLong(Path bundle) {
    Bundles.replace(bundle, "actions/Deploy.avsc", "\"maxLength\": 200", "\"maxLength\": 60000");
    Bundles.replace(
        bundle, "rule-deploy-on-push.yaml", "event.head_commit.message", "event.head_commit.long");
  }

  /** A body as ingest would have written it, appended at {@link #NOW}. */
  public static Delivery delivery(String body) {
    return delivery(body.getBytes(StandardCharsets.UTF_8), NOW);
  }

  public static Delivery delivery(byte[] body, Instant appendedAt) {
    byte[] key = id(body).key();
    Origin origin = new Origin(TOPICS.untrusted(), Partitions.of(key, PARTITIONS), 42);
    return new Delivery(
        origin, appendedAt, Optional.of(Bytes.of(key)), Optional.of(Bytes.of(body)), headers());
  }

  public static DedupeId id(byte[] body) {
    SourceSpec github = Optional.ofNullable(bundle().sources().get("github")).orElseThrow();
    return DedupeIdentity.of(github, body);
  }

  /** The headers that ingest writes. */
  public static RecordHeaders headers() {
    RecordHeaders headers = new RecordHeaders();
    add(headers, Headers.CE_SPECVERSION, "1.0");
    add(headers, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(headers, Headers.CE_SOURCE, "/sources/github");
    add(headers, Headers.CE_ID, DELIVERY_ID);
    add(headers, Headers.CE_TIME, "2026-11-20T12:00:00Z");
    add(headers, Headers.CONTENT_TYPE, "application/json; charset=utf-8");
    return headers;
  }

  public static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
