package io.sallyport.quickstart.provision;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.quickstart.broker.BrokerSettings;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Place;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * Fills the homes of all roles; at a second start it keeps what is there and renews what must fit
 * the ports. Each role's home gets that role's own files and no other's.
 */
public final class Provisioning {
  /** The prefix of all topics. */
  public static final String PREFIX = RoleConfigs.PREFIX;

  /** The cell of the demonstration. */
  public static final String CELL = RoleConfigs.CELL;

  /** Has what the leases of the second cell are made from. */
  public static final String LENDER = Topics.minterPrincipal(RoleConfigs.SECOND_CELL);

  /** The cell that a minter lends to, among containers alone. */
  public static final String BORROWER = Topics.executorPrincipal(RoleConfigs.SECOND_CELL);

  private static final String TOKEN = "secrets/ci-token";

  private static final String AUDITOR = "auditor";
  private static final String WITNESS = "witness";

  /**
   * A page for persons that shows what the auditor may read; it proves nothing and signs nothing.
   */
  private static final String BROWSER = "ui";

  /** Principals that are no process: whose tools use their rights. */
  private static final List<String> TOOLS =
      List.of(RoleConfigs.OPERATOR, AUDITOR, "inspector", "integrator");

  private static final String SECOND_TARGET = "target-" + RoleConfigs.SECOND_CELL;
  private static final String MINTER = Topics.minterPrincipal(CELL);

  /** Principals that are processes, or would be: the first cell has no minter. */
  private static final List<String> PROCESSES =
      List.of(
          Role.INGEST.home(),
          Role.VALIDATOR.home(),
          Role.EXECUTOR.home(),
          BORROWER,
          MINTER,
          LENDER,
          WITNESS);

  private final DataDirectory data;
  private final Endpoints endpoints;
  private final Bundles bundles;
  private final Pki pki;
  private final HomeFiles files;

  /** For that directory; the demonstration's bundles lie below the project. */
  public Provisioning(DataDirectory data, Endpoints endpoints, Path project) {
    this.data = data;
    this.endpoints = endpoints;
    this.pki = Pki.openOrCreate(data.authority());
    this.files = new HomeFiles(data, endpoints, pki);
    this.bundles = new Bundles(data.bundles(), project.resolve("quickstart/src/main/bundles"));
  }

  /** Fills the homes of the broker and the registry, and the admin's, which set them up. */
  public void provisionBackends() {
    var ports = endpoints.ports();
    new BrokerSettings(endpoints.place(), clusterId(), ports.broker(), ports.controller())
        .provision(data.home(Role.BROKER), pki);
    OwnerFiles.directory(data.home(Role.REGISTRY));
    files.person("admin");
  }

  /** Fills the homes of the services; a given bundle replaces the one that was kept. */
  public void provisionServices(Optional<Path> bundle, Optional<Path> executorBundle) {
    var configs = new RoleConfigs(environment(), endpoints);
    Path kept = bundles.keep(Bundles.VALIDATOR, bundle);
    Path performed = bundles.keep(Bundles.EXECUTOR, executorBundle);
    validator(configs, kept);
    ingest(configs, kept);
    executor(configs, CELL, performed, own(Role.TARGET.home()));
    Secrets.make(data.home(Role.EXECUTOR).resolve(TOKEN));
    target(configs, Role.TARGET.home(), Role.EXECUTOR.home());
    TOOLS.forEach(files::person);
    OwnerFiles.writeMutable(data.home("admin").resolve("topics.yaml"), configs.topics());
    operator(configs);
    for (Approver approver : Approver.ALL) {
      approver(approver, configs, performed);
    }
  }

  /** What a person may give this stack in place of the demonstration's bundles. */
  public GivenBundles given() {
    return new GivenBundles(data, bundles, own(Role.TARGET.home()));
  }

  /**
   * Fills in what only containers have, after all else: a second cell with a target and a minter of
   * its own, the bundle for the admin, and TLS for targets and whoever calls them.
   */
  public void provisionContainers(Optional<Path> secondBundle) {
    var configs = new RoleConfigs(environment(), endpoints);
    Path bundle = bundles.keep(BORROWER, secondBundle);
    executor(configs, RoleConfigs.SECOND_CELL, bundle, own(SECOND_TARGET));
    files.home(LENDER, configs.minter(RoleConfigs.SECOND_CELL));
    verifier(LENDER, bundle, own(SECOND_TARGET));
    Secrets.make(data.home(LENDER).resolve(TOKEN));
    target(configs, SECOND_TARGET, LENDER);
    Path admin = data.home("admin");
    Bundles.install(data.bundles().resolve(Bundles.VALIDATOR), admin.resolve("bundle"), Map.of());
    for (String target : List.of(Role.TARGET.home(), SECOND_TARGET)) {
      pki.issueServer(target, data.home(target).resolve("tls"));
    }
    for (String executor : List.of(Role.EXECUTOR.home(), BORROWER)) {
      pki.writeTrustStore(data.home(executor).resolve("tls/trust.jks"));
    }
    files.person(MINTER);
    files.person(BROWSER, AUDITOR);
    witness();
    Stream.concat(PROCESSES.stream(), TOOLS.stream())
        .forEach(principal -> proof(principal, principal, configs.topics()));
    proof(Approver.ALL.getFirst().home(), Approver.PRINCIPAL, configs.topics());
  }

  /** Who signs where the receipts stand: public keys, and one of its own that nobody else has. */
  private void witness() {
    files.person(WITNESS);
    files.publish(HomeFiles.key(data.home(WITNESS), WITNESS), AUDITOR, WITNESS);
    files.publish(
        HomeFiles.key(data.home(Role.VALIDATOR), "receipt"), WITNESS, "validator-receipt");
    for (String cell : List.of(CELL, RoleConfigs.SECOND_CELL)) {
      SigningKey receipts = HomeFiles.key(data.home(Topics.executorPrincipal(cell)), "receipt");
      files.publish(receipts, WITNESS, cell + "-receipt");
    }
  }

  /** With what a principal proves what it is refused, where it runs; the admin checks it. */
  private void proof(String home, String principal, String declaration) {
    Path proof = OwnerFiles.directory(data.home(home).resolve("proof"));
    OwnerFiles.write(proof.resolve("topics.yaml"), declaration);
    OwnerFiles.write(proof.resolve("client.properties"), files.clientText(home));
    Path file = proof.resolve("key.pem");
    if (Files.notExists(file)) {
      KeyFile.writePrivate(file, SigningKey.generate());
    }
    Path known = OwnerFiles.directory(data.home("admin").resolve("proofs"));
    OwnerFiles.write(
        known.resolve(principal + "-proof.jwk"),
        KeyFile.readPrivate(file).jwk().canonical() + "\n");
  }

  /** The homes that only containers have, each with a user of its own. */
  public static List<String> containerHomes() {
    return List.of(MINTER, BORROWER, SECOND_TARGET, LENDER, WITNESS, "prometheus", BROWSER);
  }

  /** The homes of those who are no process: persons and their tools. */
  public static List<String> persons() {
    return Stream.concat(
            Stream.concat(Stream.of("admin"), TOOLS.stream()),
            Approver.ALL.stream().map(Approver::home))
        .toList();
  }

  /** The action schemas that the registry must know. */
  public List<Path> schemas() {
    return Bundles.schemas(data.bundles().resolve(Bundles.VALIDATOR));
  }

  /** Kafka client settings of whoever has that home and is no process. */
  public Map<String, String> client(String home) {
    return files.client(home);
  }

  private String environment() {
    return new Environment("quickstart-" + clusterId()).name();
  }

  private String clusterId() {
    if (Files.notExists(data.clusterId())) {
      OwnerFiles.write(data.clusterId(), Uuid.randomUuid() + "\n");
    }
    return Bundles.read(data.clusterId()).strip();
  }

  private void ingest(RoleConfigs configs, Path bundle) {
    Path home = files.home(Role.INGEST.home(), configs.ingest());
    Sources.extract(bundle, home.resolve("sources"));
    Sources.makeSecrets(bundle, "ingest", home);
  }

  private void validator(RoleConfigs configs, Path bundle) {
    Path home = files.home(Role.VALIDATOR.home(), configs.validator());
    Bundles.install(bundle, home.resolve("bundle"), own(Role.TARGET.home()));
    Sources.makeSecrets(bundle, "validator", home);
    publishOperators(Role.VALIDATOR.home());
    publishReceipts(home, "validator", AUDITOR, RoleConfigs.OPERATOR);
  }

  /**
   * Whoever has this home may have a refused delivery judged again, and revoke. It holds the keys
   * of two persons, because one alone lifts no revocation.
   */
  private void operator(RoleConfigs configs) {
    Path home = OwnerFiles.directory(data.home(RoleConfigs.OPERATOR));
    OwnerFiles.write(home.resolve("profile.yaml"), configs.operator(RoleConfigs.OPERATOR));
    OwnerFiles.write(home.resolve("second.yaml"), configs.operator(RoleConfigs.SECOND));
    publishOperators(RoleConfigs.OPERATOR);
  }

  private void publishOperators(String reader) {
    for (String person : List.of(RoleConfigs.OPERATOR, RoleConfigs.SECOND)) {
      files.publish(operatorKey(person), reader, person);
    }
  }

  private SigningKey operatorKey(String person) {
    return HomeFiles.key(data.home(RoleConfigs.OPERATOR), person);
  }

  private void executor(RoleConfigs configs, String cell, Path bundle, Map<String, String> own) {
    String name = Topics.executorPrincipal(cell);
    Path home = files.home(name, configs.executor(cell));
    verifier(name, bundle, own);
    publishReceipts(home, cell, AUDITOR, Role.VALIDATOR.home(), RoleConfigs.OPERATOR);
  }

  /** Gives readers the key that a writer's receipts are verified with. */
  private void publishReceipts(Path home, String writer, String... readers) {
    for (String reader : readers) {
      files.publish(HomeFiles.key(home, "receipt"), reader, writer + "-receipt");
    }
  }

  /** Whoever verifies mandates: its cell's bundle, and the public keys that this names. */
  private void verifier(String name, Path bundle, Map<String, String> own) {
    Bundles.install(bundle, data.home(name).resolve("bundle"), own);
    files.publish(HomeFiles.key(data.home(Role.VALIDATOR), "mandate"), name, "validator-mandate");
    publishOperators(name);
  }

  /** Somebody who approves: the schemas and the list of approvers are the person's own copies. */
  private void approver(Approver approver, RoleConfigs configs, Path bundle) {
    files.person(approver.home(), Approver.PRINCIPAL);
    Path home = data.home(approver.home());
    OwnerFiles.write(home.resolve("profile.yaml"), configs.approver(approver.id()));
    Bundles.install(bundle, home.resolve("bundle"), own(Role.TARGET.home()));
    files.publish(
        HomeFiles.key(data.home(Role.VALIDATOR), "receipt"), approver.home(), "validator-receipt");
    publishOperators(approver.home());
  }

  /** What stands in a bundle for this stack's own: the target's address, the approvers' keys. */
  private Map<String, String> own(String target) {
    Map<String, String> own = new TreeMap<>();
    String first = endpoints.address(Role.TARGET);
    own.put(Bundles.TARGET, first.replace(Role.TARGET.home() + ":", target + ":"));
    own.put(Bundles.TARGET_ADDRESSES, endpoints.place().addresses());
    for (Approver approver : Approver.ALL) {
      own.put(
          approver.placeholder(),
          HomeFiles.key(data.home(approver.home()), approver.id()).jwk().text());
    }
    return own;
  }

  private void target(RoleConfigs configs, String name, String holder) {
    Path home = OwnerFiles.directory(data.home(name));
    OwnerFiles.write(home.resolve(HomeFiles.CONFIG), configs.target());
    Secrets.share(data.home(holder).resolve(TOKEN), home.resolve(TOKEN));
    if (endpoints.place() == Place.MACHINE && Files.notExists(home.resolve("effects.jsonl"))) {
      OwnerFiles.writeMutable(home.resolve("effects.jsonl"), "");
    }
  }
}
