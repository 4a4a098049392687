package io.sallyport.executor.minter;

import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.Signers;
import io.sallyport.executor.cluster.Revoking;
import io.sallyport.executor.hardening.Strictness;
import io.sallyport.executor.verify.Scope;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.KafkaProperties;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;

/**
 * A minter's configuration: one document of kind Minter.
 *
 * @param scope what a mandate must say to count here
 * @param topics the installation's names
 * @param strict how far it is kept from what is around it
 * @param bundle its bundle: the executor's, with the roots in this home
 * @param door where it listens, and to whom
 * @param admin where health and metrics are told
 * @param kafka the connection, for revocations only
 * @param limits its bounds
 */
record MinterConfig(
    Scope scope,
    Topics topics,
    Strictness strict,
    Bundling bundle,
    Door door,
    AdminConfig admin,
    Map<String, Object> kafka,
    Limits limits) {
  /** Copies the connection. */
  MinterConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * What it reads and writes.
   *
   * @param directory of the bundle
   * @param signers who has to sign it
   * @param home where relative file references start
   * @param state where it remembers what it lent
   */
  record Bundling(Path directory, Signers signers, Path home, Path state) {}

  /**
   * Where it listens, and to whom.
   *
   * @param socket its path
   * @param executor the one user that is served
   * @param connections how many at a time
   */
  record Door(Path socket, UserPrincipal executor, int connections) {}

  /**
   * Its bounds.
   *
   * @param conversation of one connection
   * @param spent of what is remembered
   * @param revoking of revocations
   */
  record Limits(Conversation.Limits conversation, Spent.Limits spent, Revoking revoking) {}

  /** Reads the file. */
  static MinterConfig read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Minter");
    return document.finish(() -> read(document.spec()));
  }

  private static MinterConfig read(ConfigNode spec) {
    Topics topics = new Topics(spec.text("prefix", "sallyport"));
    ConfigNode limits = spec.childOrEmpty("limits");
    return new MinterConfig(
        Scope.read(spec, limits, topics),
        topics,
        Strictness.read(spec),
        new Bundling(
            spec.path("bundle", "bundle"),
            Signers.read(spec),
            spec.home(),
            spec.path("state", "state")),
        new Door(
            spec.path("socket"), user(spec), whole(limits.integer("connections", 128, 1, 2048))),
        AdminConfig.read(spec),
        KafkaProperties.of(spec.textMap("kafka"), spec.home()),
        limits(limits));
  }

  private static UserPrincipal user(ConfigNode spec) {
    String name = spec.text("executor");
    try {
      return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    } catch (IOException e) {
      throw new IllegalArgumentException("executor: this machine knows no user " + name, e);
    }
  }

  private static Limits limits(ConfigNode node) {
    return new Limits(
        new Conversation.Limits(
            whole(
                node.size("request", ByteCount.ofMib(2), ByteCount.ofKib(32), ByteCount.ofMib(64))
                    .bytes()),
            node.duration(
                "patience", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(30))),
        new Spent.Limits(
            whole(node.integer("remembered", 100_000, 1_000, 1_000_000)),
            whole(node.integer("attempts", 3, 1, 1000))),
        Revoking.read(node));
  }

  private static int whole(long number) {
    return Math.toIntExact(number);
  }
}
