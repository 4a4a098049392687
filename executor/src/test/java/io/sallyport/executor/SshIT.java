package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.credential.ssh.Authority;
import io.sallyport.executor.credential.ssh.Sshd;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are sessions at a real sshd, one that writes and one that reads. */
class SshIT {
  private static final String ACTION =
      """
      {"type": "record", "name": "NAME", "namespace": "com.example.actions", "doc": "A note.",
       "effect": "EFFECT", "cell": "deployments", "orderBy": "service", "maxTtl": "24h",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "service", "type": {"type": "string", "maxLength": 200, "pattern": "(?s).*"}},
         {"name": "text", "type": {"type": "string", "maxLength": 50, "pattern": "(?s).*"}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: EFFECT}
      spec:
        action: com.example.actions.NAME
        fingerprint: FINGERPRINT
        credential: hosts-EFFECT
        timeout: 5s
        ssh:
          address: 127.0.0.1
          port: PORT
          user: USER
          hostKeys: ['HOSTKEY']
          input: {json: [text]}
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: hosts-EFFECT}
      spec:
        lease: {max: 10s, limit: 1}
        ssh:
          caKeyFile: CAKEY
          principal: 'EFFECT-{service}'
          command: 'COMMAND {service}'
          access: EFFECT
      """;

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Path target;
  private Stage stage;
  private OwnType own;
  private Sshd sshd;
  private Authority authority;
  private ActionType writes;
  private ActionType reads;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    target = Files.createDirectory(directory.resolve("target"));
    authority = Authority.in(target);
    sshd = new Sshd(target, authority, "write-web", "read-web");
    stage = new Stage(cluster, directory);
    own = new OwnType(cluster, stage);
    String append = "cat >> " + effects() + "; echo \" $1\" >> " + effects() + "; echo done";
    writes = install("Append", "write", sshd.program("append", append));
    reads = install("Show", "read", sshd.program("show", "cat " + effects()));
  }

  @AfterEach
  void closes() {
    stage.close();
    sshd.close();
  }

  @Test
  void performsOverSshAndNamesItsLease() throws IOException {
    ActionId first;
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      first = own.produce(writes, "first", "web", "x");
      own.produce(writes, "second", "web", "$(id); rm -rf /\n\0");
      own.produce(reads, "look", "web", "ignored");
      assertThat(stage.awaitEndings(3)).containsOnly("SUCCEEDED");
    }

    String written = "{\"text\":\"x\"} web\n{\"text\":\"$(id); rm -rf /\\n\\u0000\"} web\n";
    assertThat(Files.readString(effects())).isEqualTo(written);
    Execution.Lease lease = lease("first");
    assertThat(lease.credential()).isEqualTo("hosts-write");
    assertThat(lease.scope()).contains("write-web: " + target + "/append web");
    assertThat(answer("first")).isEqualTo(said("done\n"));
    assertThat(answer("look")).isEqualTo(said(written));
    String serial = Long.toUnsignedString(Long.parseUnsignedLong(lease.id().substring(0, 16), 16));
    assertThat(sshd.log())
        .contains("Accepted certificate ID \"" + first.text() + "\" (serial " + serial + ")");
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    Stage.await(() -> sshd.sessions() == 0);
  }

  /** One lease at a time: each is given back, whatever becomes of its action. */
  @Test
  void endsWithoutEffectWhereTheTargetDoesNotLetItIn() throws IOException {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      own.produce(writes, "stranger", "db", "x");
      own.produce(writes, "hostile", "web; touch " + effects(), "x");
      own.produce(writes, "option", "-web", "x");
      own.produce(writes, "newline", "web\nweb", "x");
      own.produce(writes, "welcome", "web", "x");
      stage.awaitEndings(5);
    }

    assertThat(own.receipt("stranger").code()).isEqualTo(Code.TARGET_UNREACHABLE);
    for (String delivery : new String[] {"hostile", "option", "newline"}) {
      assertThat(own.receipt(delivery).code()).isEqualTo(Code.LEASE_FAILED);
    }
    assertThat(own.receipt("welcome").code()).isEqualTo(Code.SUCCEEDED);
    assertThat(Files.readString(effects())).isEqualTo("{\"text\":\"x\"} web\n");
    assertThat(sshd.log()).contains("Certificate does not contain an authorized principal");
  }

  @Test
  void doesNotStartWhereActionThatReadsHasCertificatesThatWrite() throws IOException {
    Path show = stage.home().bundle().resolve("Show.yaml");
    Files.writeString(
        show, Files.readString(show).replace("credential: hosts-read", "credential: hosts-write"));

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the credential's access must be read");
  }

  private Path effects() {
    return target.resolve("effects");
  }

  private Execution.Lease lease(String delivery) {
    return own.receipt(delivery).performance().orElseThrow().lease().orElseThrow();
  }

  private Response answer(String delivery) {
    return own.receipt(delivery).response().orElseThrow();
  }

  private static Response said(String output) {
    String all = "-c admitted\n" + output;
    return new Response(0, Digest.of(Bytes.utf8(all).toArray()));
  }

  private ActionType install(String name, String effect, Path command) throws IOException {
    return own.install(
        ACTION.replace("NAME", name).replace("EFFECT", effect),
        fill(HANDLER, name, effect, command),
        fill(CREDENTIAL, name, effect, command));
  }

  private String fill(String document, String name, String effect, Path command)
      throws IOException {
    return document
        .replace("NAME", name)
        .replace("EFFECT", effect)
        .replace("PORT", String.valueOf(sshd.port()))
        .replace("USER", Sshd.user())
        .replace("HOSTKEY", sshd.hostKey())
        .replace("CAKEY", authority.file().toString())
        .replace("COMMAND", command.toString());
  }
}
