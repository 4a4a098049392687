package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.credential.ssh.CertificateSpec;
import io.sallyport.executor.credential.ssh.CertificateSpec.Access;
import io.sallyport.executor.credential.ssh.Extension;
import io.sallyport.executor.credential.ssh.SshCredential;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.executor.target.Cidr;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with an SSH session, and each refusal by one change to it. */
class SshDocumentsTest {
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: restart}
      spec:
        action: com.example.actions.Restart
        fingerprint: FINGERPRINT
        credential: hosts
        timeout: 10s
        ssh:
          address: 192.0.2.10
          port: 2222
          user: deploy
          hostKeys:
            - 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea'
          input: {json: [tags]}
          notExecuted: [64]
          maxResponse: 2KiB
          limits: {memory: 64MiB}
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: hosts}
      spec:
        lease: {max: 30s, limit: 4}
        ssh:
          caKeyFile: secrets/ssh-ca
          principal: 'restart-{service}'
          command: '/usr/local/bin/restart --unit={service}'
          access: write
          sourceAddress: [192.0.2.0/24]
          extensions: [permit-pty]
          skew: 2s
      """;

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, BundleOnDisk.type("Restart", "service"), HANDLER);
    KeyFile.writePrivate(home.resolve("secrets/ssh-ca"), SigningKey.generate());
    bundle.secret("token", "t0ken");
    bundle.write("credential.yaml", CREDENTIAL);
  }

  @Test
  void readsWhatCertificatesSay() throws IOException {
    SshCredential credential = credential();

    CertificateSpec spec = credential.spec();
    assertThat(spec.access()).isEqualTo(Access.WRITE);
    assertThat(spec.terms().extensions()).containsExactly(Extension.PTY);
    assertThat(spec.terms().sources()).containsExactly(Cidr.parse("192.0.2.0/24").orElseThrow());
    assertThat(spec.terms().skew()).isEqualTo(Duration.ofSeconds(2));
    assertThat(credential.longest()).isEqualTo(Duration.ofSeconds(30));
    assertThat(credential.fields()).containsExactly("service");
  }

  @Test
  void allowsNothingByDefaultAndConnectsToPort22() throws IOException {
    bundle.write(
        "credential.yaml", CREDENTIAL.substring(0, CREDENTIAL.indexOf("    sourceAddress")));

    bundle.change("handler.yaml", "    port: 2222\n", "");

    CertificateSpec.Terms terms = credential().spec().terms();
    assertThat(session().host().port()).isEqualTo(22);
    assertThat(terms.extensions()).isEmpty();
    assertThat(terms.sources()).isEmpty();
    assertThat(terms.skew()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void readsHostAndWhatHoldsItsClient() throws IOException {
    SshSpec spec = session();

    assertThat(spec.host().address().getHostAddress()).isEqualTo("192.0.2.10");
    assertThat(spec.host().port()).isEqualTo(2222);
    assertThat(spec.process().confinement().port()).contains(2222);
    assertThat(spec.process().confinement().layers()).containsExactlyInAnyOrder(Layer.values());
    assertThat(spec.process().program().path()).isEqualTo(Path.of("/usr/bin/ssh"));
    assertThat(spec.process().arguments().fields()).isEmpty();
    assertThat(spec.process().input().fields()).containsExactly("tags");
    assertThat(spec.process().notExecuted()).containsExactly(64);
  }

  @Test
  void refusesRepeatsThatItsCommandCouldNotKnow() throws IOException {
    bundle.changeType("\"idempotent\": false", "\"idempotent\": true");

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a program is given no key to know a repeat by");
  }

  @ParameterizedTest
  @CsvSource({
    "credential.yaml, skew: 2s, skew: 0ms, true",
    "credential.yaml, skew: 2s, skew: 60s, true",
    "credential.yaml, skew: 2s, skew: 61s, false",
    "credential.yaml, skew: 2s, skew: -1s, false",
    "handler.yaml, port: 2222, port: 1, true",
    "handler.yaml, port: 2222, port: 65535, true",
    "handler.yaml, port: 2222, port: 0, false",
    "handler.yaml, port: 2222, port: 65536, false"
  })
  void bounds(String file, String part, String other, boolean taken) throws IOException {
    bundle.change(file, part, other);

    assertTaken(taken, part.substring(0, part.indexOf(':')));
  }

  @ParameterizedTest
  @CsvSource({"20, true", "21, false"})
  void boundsItsSources(int count, boolean taken) throws IOException {
    String many = "192.0.2.0/24" + ", 192.0.2.0/24".repeat(count - 1);
    bundle.change("credential.yaml", "192.0.2.0/24", many);

    assertTaken(taken, "20 ranges");
  }

  @ParameterizedTest
  @CsvSource({"10, true", "11, false"})
  void boundsItsHostKeys(int count, boolean taken) throws IOException {
    String line = HANDLER.lines().filter(each -> each.contains("ssh-ed25519")).findFirst().get();
    bundle.change("handler.yaml", line + "\n", (line + "\n").repeat(count));

    assertTaken(taken, "1 to 10 keys");
  }

  @Test
  void readsOnlyWithCredentialThatReads() throws IOException {
    bundle.changeType("\"write\"", "\"read\"");
    assertThatThrownBy(bundle::read).hasMessageContaining("access must be read");

    bundle.change("credential.yaml", "access: write", "access: read");
    bundle.change("credential.yaml", "    extensions: [permit-pty]\n", "");

    assertThat(credential().spec().access()).isEqualTo(Access.READ);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "handler.yaml | 192.0.2.10 | host.example.com | address is one of IP",
        "handler.yaml | 192.0.2.10 | 127.1 | address is one of IP",
        "handler.yaml | user: deploy | user: -oProxyCommand | user is a name",
        "handler.yaml | user: deploy | user: 'a b' | user is a name",
        "handler.yaml | ssh-ed25519 | ssh-dss | a host key is",
        "handler.yaml | ssh-ed25519 | ssh-rsa | a host key is",
        "handler.yaml | C1lZDI1 | \\nfoo | a host key is",
        "handler.yaml | [tags] | [other] | the type has no field other",
        "handler.yaml | [64] | [255] | exit statuses from 1 to 125",
        "handler.yaml | 2KiB | 17MiB | maxResponse",
        "handler.yaml | `limits: {` | `require: [bubblewrap]\n    limits: {` | and seccomp",
        "handler.yaml | `limits: {` | `require: [seccomp]\n    limits: {` | bubblewrap and",
        "handler.yaml | `input:` | `arguments: [-v]\n    input:` | arguments",
        "handler.yaml | `  ssh:` | `  sql: {}\n  ssh:` |"
            + " one of http, sql, process, java, ssh and kafka",
        "handler.yaml | credential: hosts | credential: other | no Credential document",
        "credential.yaml | secrets/ssh-ca | secrets/token | caKeyFile",
        "credential.yaml | secrets/ssh-ca | secrets/none | caKeyFile",
        "credential.yaml | restart-{service} | a b | a principal has",
        "credential.yaml | /usr/local/bin/restart | restart | absolute path",
        "credential.yaml | --unit={service} | $(id) | each word has",
        "credential.yaml | --unit={service} | {tags} | is no plain field",
        "credential.yaml | --unit={service} | {other} | is no plain field",
        "credential.yaml | access: write | access: read | extensions are for",
        "credential.yaml | access: write | access: admin | access",
        "credential.yaml | 192.0.2.0/24 | 192.0.2.1/24 | ranges like",
        "credential.yaml | permit-pty | permit-all | must list permit-pty",
        "credential.yaml | `  ssh:` | `  file: {path: secrets/token}\n  ssh:` | one kind",
        "credential.yaml | max: 30s | max: 301s | max",
      })
  void refuses(String file, String part, String other, String message) throws IOException {
    bundle.change(file, part, other);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void certifiesForSessionsOnlyAndSessionsNeedCertificates() throws IOException {
    String ssh = CREDENTIAL.substring(CREDENTIAL.indexOf("  ssh:"));
    bundle.change("credential.yaml", ssh, "  file: {path: secrets/token}\n");
    assertThatThrownBy(bundle::read).hasMessageContaining("an ssh handler needs an ssh credential");

    bundle.write("credential.yaml", CREDENTIAL);
    String session = HANDLER.substring(HANDLER.indexOf("  ssh:"));
    String http = "  http: {method: POST, origin: 'https://x.example.com:443', path: '/x'}\n";
    bundle.change("handler.yaml", session, http.replace("'/x'", "'/x', success: [200]"));
    assertThatThrownBy(bundle::read).hasMessageContaining("an ssh credential is for ssh handlers");
  }

  private void assertTaken(boolean taken, String message) throws IOException {
    if (taken) {
      assertThat(bundle.read().handlers()).hasSize(1);
    } else {
      assertThatThrownBy(bundle::read).hasMessageContaining(message);
    }
  }

  private SshCredential credential() throws IOException {
    return bundle.read().credentials().getFirst().credential() instanceof SshCredential credential
        ? credential
        : fail("no certificates");
  }

  private SshSpec session() throws IOException {
    return bundle.read().handlers().getFirst().kind() instanceof Kind.Ssh(SshSpec spec)
        ? spec
        : fail("no session");
  }
}
