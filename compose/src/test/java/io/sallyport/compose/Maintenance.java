package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.testkit.TlsFront;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The maintainers of a running stack's bundles are replaced, and the password that its registry
 * asks for: a bundle that loads was signed, and its schemas were looked for.
 */
final class Maintenance implements AutoCloseable {
  private static final String VALIDATOR = "validator";
  private static final String EXECUTOR = "executor-deployments";
  private static final String CONFIG = "config.yaml";
  private static final String OLD = "maintainer-1";
  private static final String NEXT = "maintainer-2";
  private static final String FIRST_PASSWORD = "correct-horse-battery";
  private static final String NEXT_PASSWORD = "wrong-donkey-socket";
  private static final String VERSION = "sallyport_validator_bundle_version";
  private static final String REFUSED =
      "sallyport_validator_bundle_loads_total{result=\"refused\"}";
  private static final String UNSIGNED =
      "dev: true                   # the quickstart's bundles are not signed";

  private final Stack stack;
  private final Figures figures;
  private final Path keys;
  private final Path renewed;
  private final TlsFront registry;

  Maintenance(Stack stack) throws Exception {
    this.stack = stack;
    this.figures = new Figures(stack);
    this.keys = OwnerFiles.directory(stack.data().resolve("maintainers"));
    this.renewed = OwnerFiles.directory(stack.data().resolve("renewed"));
    Pki authority = Pki.openOrCreate(renewed.resolve("registry-authority"));
    authority.issueServer("front", renewed.resolve("front"));
    authority.issue(VALIDATOR, renewed.resolve("registry"));
    URI behind = URI.create(stack.endpoints().path("registry").asText());
    List<String> both = List.of(credential(FIRST_PASSWORD), credential(NEXT_PASSWORD));
    this.registry = TlsFront.start("127.0.0.1", renewed.resolve("front"), behind, both);
  }

  private static String credential(String password) {
    return TlsFront.basic(VALIDATOR, password);
  }

  private Path home(String name) {
    return stack.data().resolve(name);
  }

  private Path bundle(String name) {
    return home(name).resolve("bundle");
  }

  /** From the next start on both maintainers are known, and the registry asks who it is. */
  void announce() throws IOException {
    Keys.generate(keys.resolve(OLD));
    Keys.generate(keys.resolve(NEXT));
    for (String name : List.of(VALIDATOR, EXECUTOR)) {
      for (String key : List.of(OLD, NEXT)) {
        Path known = home(name).resolve("keys").resolve(key + ".jwk");
        Keys.publish(keys.resolve(key + ".jwk"), known);
      }
      String first = "maintainers: {threshold: 1, keyFiles: [keys/" + OLD + ".jwk]}";
      Owned.edit(home(name).resolve(CONFIG), UNSIGNED, first);
      Keys.rotate(home(name), CONFIG, OLD + ".jwk", NEXT + ".jwk");
    }
    guard();
    sign(EXECUTOR, OLD, 1);
    sign(VALIDATOR, OLD, 1);
  }

  private void guard() throws IOException {
    Path home = home(VALIDATOR);
    Path files = renewed.resolve("registry");
    Owned.put(Files.readString(files.resolve("ca.pem")), home.resolve("tls/registry-ca.pem"));
    Owned.put(Files.readString(files.resolve("client.pem")), home.resolve("tls/registry.pem"));
    Owned.put(FIRST_PASSWORD + "\n", home.resolve("keys/registry-password"));
    String open = "url: '" + stack.endpoints().path("registry").asText() + "'";
    String guarded =
        """
        url: '%s', basic: {user: validator, passwordFile: keys/registry-password},
            tls: {truststore: tls/registry-ca.pem, keystore: tls/registry.pem}\
        """
            .formatted(registry.url());
    Owned.edit(home.resolve(CONFIG), open, guarded);
    Owned.edit(home.resolve(CONFIG), "  bundle: bundle\n", "  bundle: bundle\n  reload: 1s\n");
  }

  private void sign(String name, String maintainer, int version) throws IOException {
    String key = keys.resolve(maintainer + ".pem").toString();
    String number = Integer.toString(version);
    Cli.run("bundle", "sign", bundle(name).toString(), "--key", key, "--number", number);
    Owned.give(bundle(name).resolve("bundle.jws"));
  }

  /** The next password is read when the bundle is loaded that the next maintainer signs. */
  void use(int version) throws IOException {
    Owned.write(home(VALIDATOR).resolve("keys/registry-password"), NEXT_PASSWORD + "\n");
    load(version);
    registry.knows(List.of(credential(NEXT_PASSWORD)));
  }

  /** The next maintainer signs what lies there, and the validator takes it as it runs. */
  void load(int version) throws IOException {
    sign(VALIDATOR, NEXT, version);
    figures.await(VALIDATOR, VERSION, now -> now == version);
  }

  /** The next maintainer signs for the executors, who read it at their start. */
  void signForExecutors(int version) throws IOException {
    sign(EXECUTOR, NEXT, version);
  }

  /** From the next start on the old one's signature does not count. */
  void retire() {
    for (String name : List.of(VALIDATOR, EXECUTOR)) {
      Keys.retire(home(name), CONFIG, OLD + ".jwk");
    }
  }

  /** What the old one signs is refused, and the bundle before it goes on. */
  void assertOldIsRefused(int version) throws IOException {
    double refused = figures.of(VALIDATOR, REFUSED);
    double before = figures.of(VALIDATOR, VERSION);
    sign(VALIDATOR, OLD, version);
    figures.await(VALIDATOR, REFUSED, now -> now > refused);
    assertThat(figures.of(VALIDATOR, VERSION)).isEqualTo(before);
  }

  /** What waits since the bundle that lies there goes on under the next one. */
  void continueHolds() throws IOException {
    String digest = "'" + BundleFiles.read(bundle(VALIDATOR)).digest().text() + "'";
    Path approvers = bundle(VALIDATOR).resolve("approvers.yaml");
    String text = Files.readString(approvers);
    boolean isFirst = !text.contains("continues: [");
    Owned.edit(
        approvers,
        isFirst ? "spec:\n" : "continues: [",
        isFirst ? "spec:\n  continues: [" + digest + "]\n" : "continues: [" + digest + ", ");
  }

  /** The registry was asked with either password, and refused none. */
  void assertRegistryRefusedNothing() {
    assertThat(registry.requests()).isNotEmpty().noneMatch(request -> request.endsWith("401"));
  }

  @Override
  public void close() {
    registry.close();
  }
}
