package io.sallyport.executor.minter;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.observe.BundleMetrics;
import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.contract.observe.RevocationMetrics;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.bundle.BundleReader;
import io.sallyport.executor.bundle.CredentialDocument;
import io.sallyport.executor.bundle.Credentials;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.bundle.HandlerDocument;
import io.sallyport.executor.bundle.Roots;
import io.sallyport.executor.credential.postgres.PostgresCredential;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.verify.Approving;
import io.sallyport.executor.verify.KeyMetrics;
import io.sallyport.executor.verify.PinnedType;
import io.sallyport.executor.verify.Verifier;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The minter as a process: {@code MinterMain <config.yaml>}. */
public final class MinterMain {
  private static final Logger LOG = LoggerFactory.getLogger(MinterMain.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofMinutes(1);

  private MinterMain() {}

  /** Starts a minter; see {@link RoleProcess} for its exit status. */
  public static void main(String[] arguments) {
    RoleProcess.run("minter", arguments, MinterMain::start);
  }

  /** Checks, wires and listens; returns when all revocations are read. */
  static RoleProcess.Running start(Path file) {
    MinterConfig config = MinterConfig.read(file);
    config.strict().check(Ambient.ofProcess());
    ExecutorBundle bundle = bundle(config);
    SpentFile spent = SpentFile.open(config.bundle().state());
    boolean started = false;
    try {
      MinterChecks.checkDoor(config);
      MinterChecks.checkCluster(config);
      RoleProcess.Running running = wire(config, bundle, spent);
      started = true;
      return running;
    } catch (KafkaException e) {
      throw new StartException("kafka: " + e.getMessage(), e);
    } finally {
      if (!started) {
        spent.close();
      }
    }
  }

  private static ExecutorBundle bundle(MinterConfig config) {
    MinterConfig.Bundling place = config.bundle();
    SignedDirectory directory =
        new SignedDirectory(
            place.directory(),
            SignedDirectory.Role.EXECUTOR,
            place.signers().open(),
            Clock.systemUTC());
    return BundleReader.read(directory, place.home(), config.scope().cell(), Roots.mine());
  }

  /** Everything that goes on until the end. */
  private record Wired(
      MinterMetrics metrics,
      Lendings lendings,
      Credentials credentials,
      RevocationWatch revocations,
      SpentFile spent)
      implements RevocationWatch.Listener {
    @Override
    public void taken(Revocation revocation) {
      LOG.warn("{} {}", revocation.operator(), revocation.order());
      metrics.revocation("taken");
      lendings.revoked(revocations);
    }

    @Override
    public void refused(Code code) {
      metrics.revocation(code.text());
      lendings.revoked(revocations);
    }

    /** Takes back all that is lent, then lets go of the rest. */
    void close() {
      lendings.close();
      credentials.takeBack();
      revocations.close();
      spent.close();
    }
  }

  private static RoleProcess.Running wire(
      MinterConfig config, ExecutorBundle bundle, SpentFile spent) {
    Metrics registry = new Metrics();
    JvmMetrics.register(registry, "minter");
    BundleMetrics.register(registry, config.scope().cell(), bundle::version);
    CertificateMetrics.register(registry, config.kafka());
    KeyMetrics.register(registry, bundle.keys());
    Lendings lendings = new Lendings();
    MinterMetrics metrics = new MinterMetrics(registry, lendings);
    Credentials credentials = new Credentials(bundle.credentials());
    credentials.report(metrics);
    Wired wired = new Wired(metrics, lendings, credentials, revocations(config, bundle), spent);
    RevocationMetrics.register(registry, wired.revocations());
    boolean begun = false;
    try {
      wired.revocations().start(wired, PATIENCE);
      credentials.tidy();
      RoleProcess.Running running = listen(config, mint(config, bundle, wired), wired, registry);
      begun = true;
      return running;
    } finally {
      if (!begun) {
        wired.revocations().close();
      }
    }
  }

  private static RoleProcess.Running listen(
      MinterConfig config, Mint mint, Wired wired, Metrics registry) {
    Conversation conversation =
        new Conversation(mint, config.limits().conversation(), wired.metrics(), Clock.systemUTC());
    Doorway doorway = Doorway.at(config.door(), wired.metrics(), conversation::over);
    boolean open = false;
    try {
      AdminListener admin =
          AdminListener.start(config.admin(), () -> health(wired.revocations(), doorway), registry);
      doorway.start();
      open = true;
      return () -> {
        doorway.close();
        wired.close();
        admin.close();
      };
    } finally {
      if (!open) {
        doorway.close();
      }
    }
  }

  static Health health(RevocationWatch revocations, Doorway doorway) {
    return revocations
        .problem()
        .or(doorway::problem)
        .map(Health::dead)
        .orElseGet(() ->
            revocations.isCurrent()
                ? Health.ready()
                : Health.notReady("revocations are not confirmed"));
  }

  private static RevocationWatch revocations(MinterConfig config, ExecutorBundle bundle) {
    return config
        .limits()
        .revoking()
        .watch(config.kafka(), config.topics(), config.scope().environment(), bundle.operators());
  }

  private static Mint mint(MinterConfig config, ExecutorBundle bundle, Wired wired) {
    Map<String, Mint.Root> roots = roots(bundle);
    List<PinnedType> types =
        bundle.types().stream()
            .map(type ->
                new PinnedType(
                    type,
                    Optional.ofNullable(roots.get(type.name()))
                        .map(root ->
                            new Task.Manner.Claimed(
                                root.credential().longest(), isRepeatable(type, root)))))
            .toList();
    Approving approving = new Approving(bundle.approvers(), OptionalInt.empty());
    Verifier verifier =
        new Verifier(config.scope(), bundle.keys(), types, approving, wired.revocations());
    Clock clock = Clock.systemUTC();
    return new Mint(
        new Mint.Judgement(verifier, wired.revocations(), config.scope().skew().plus(KEPT)),
        roots,
        new Spent(wired.spent(), config.limits().spent(), clock),
        wired.lendings(),
        clock);
  }

  /** A role is for statements, and of those the target knows which were performed. */
  private static boolean isRepeatable(ActionType type, Mint.Root root) {
    return type.idempotent() || root.credential() instanceof PostgresCredential;
  }

  /** A handler says which credential its action type has, and no request can say otherwise. */
  private static Map<String, Mint.Root> roots(ExecutorBundle bundle) {
    Map<String, CredentialDocument> documents =
        bundle.credentials().stream()
            .collect(Collectors.toMap(CredentialDocument::name, Function.identity()));
    Map<String, Mint.Root> roots = new HashMap<>();
    for (HandlerDocument handler : bundle.handlers()) {
      handler
          .credential()
          .map(documents::get)
          .ifPresent(document ->
              roots.put(handler.action(), new Mint.Root(document.name(), document.credential())));
    }
    return roots;
  }
}
