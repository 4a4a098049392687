package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.github.GithubSpec;
import io.sallyport.executor.credential.github.Installation;
import io.sallyport.executor.credential.token.RsaPem;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle with a GitHub App, and each refusal by one change to it. */
class GithubPartTest {
  private static final String KEY = RsaPem.pkcs1(RsaPem.generate(2048));
  private static final String ACTION =
      """
      {"type": "record", "name": "Change", "namespace": "com.example.actions", "doc": "A change.",
       "effect": "write", "cell": "deployments", "orderBy": "repository", "maxTtl": "10m",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "repository", "type": {"type": "string", "maxLength": 20,
           "pattern": "[a-z0-9]{1,20}"}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: change}
      spec:
        action: com.example.actions.Change
        fingerprint: FINGERPRINT
        credential: github
        http:
          method: POST
          origin: 'https://api.github.com:443'
          path: '/repos/example/{repository}/deployments'
          success: [201]
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: github}
      spec:
        githubApp:
          clientId: Iv23liExampleClient
          installation: 42
          privateKeyFile: secrets/app.pem
          owner: example
          repository: '{repository}'
          permissions: {contents: read, deployments: write}
      """;

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, ACTION, HANDLER);
    bundle.secret("app.pem", KEY);
    bundle.secret("short.pem", RsaPem.pkcs1(RsaPem.generate(1024)));
    bundle.secret("token", "s3cret");
    bundle.write("credential.yaml", CREDENTIAL);
  }

  @Test
  void readsAppOfGithub() throws IOException {
    Credential credential = credential();

    assertThat(credential)
        .hasToString("TokenCredential[https://api.github.com/app/installations/42/access_tokens]");
    assertThat(credential.fields()).containsExactly("repository");
    assertThat(spec(credential).limits())
        .isEqualTo(
            new GithubSpec.Limits(
                Duration.ofSeconds(5), Duration.ofMinutes(65), ByteCount.ofKib(64)));
  }

  @Test
  void readsAppOfAnEnterpriseServer() throws IOException {
    bundle.change(
        "credential.yaml",
        "clientId:",
        "api: 'https://github.example.com/api/v3'\n    timeout: 10s\n    maxLifetime: 2h\n"
            + "    maxResponse: 1MiB\n    clientId:");
    bundle.change("handler.yaml", "api.github.com", "github.example.com");

    assertThat(spec(credential()).api().revocation().uri())
        .hasToString("https://github.example.com/api/v3/installation/token");
  }

  @Test
  void readingActionTakesReadingPermissions() throws IOException {
    bundle.changeType("\"effect\": \"write\"", "\"effect\": \"read\"");
    bundle.change("credential.yaml", "deployments: write", "deployments: read");

    assertThat(spec(credential()).grant().permissions().readsOnly()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "admin"})
  void readingActionTakesNoOthers(String level) throws IOException {
    bundle.changeType("\"effect\": \"write\"", "\"effect\": \"read\"");
    bundle.change("credential.yaml", "deployments: write", "deployments: " + level);

    assertThatThrownBy(this::credential)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("permissions must all be read, as the type's effect says");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "clientId: Iv23liExampleClient | # | clientId",
        "Iv23liExampleClient | 'Iv23 li' | must be the app's client id",
        "installation: 42 | # | installation",
        "installation: 42 | installation: 0 | installation",
        "installation: 42 | installation: forty | installation",
        "secrets/app.pem | secrets/none | is not a plain file",
        "secrets/app.pem | secrets/token | is not an RSA private key",
        "secrets/app.pem | secrets/short.pem | 2048 bits or more",
        "owner: example | owner: example/web | owner is no name",
        "owner: example | owner: '-example' | owner is no name",
        "'{repository}' | '' | a template is printable ASCII",
        "'{repository}' | 'a b' | a template is printable ASCII",
        "'{repository}' | '{name}' | {name} is no plain field of com.example.actions.Change",
        "permissions: {contents: read, deployments: write} | # | permissions has 1 to 10",
        "deployments: write | deployments: none | each is read, write or admin",
        "deployments: write | Deployments: write | a permission's name is of a-z",
        "owner: example | owner: example\\n    api: 'https://github.example.com/' | without a slash",
        "owner: example | owner: example\\n    api: 'http://github.example.com' | loopback",
        "owner: example | owner: example\\n    api: 'https://10.0.0.1' | special-purpose",
        "owner: example | owner: example\\n    api: 'https://a.example/x?y' | an endpoint is",
        "owner: example | owner: example\\n    timeout: 999ms | timeout",
        "owner: example | owner: example\\n    timeout: 10001ms | timeout",
        "owner: example | owner: example\\n    maxLifetime: 999ms | maxLifetime",
        "owner: example | owner: example\\n    maxLifetime: 7201s | maxLifetime",
        "owner: example | owner: example\\n    maxResponse: 1023B | maxResponse",
        "owner: example | owner: example\\n    maxResponse: 1048577B | maxResponse",
        "owner: example | owner: example\\n    maxResponze: 1KiB | did you mean",
        "deployments: write} | deployments: write}\\n  file: {} | a credential is of one kind",
      })
  void refuses(String part, String other, String message) throws IOException {
    bundle.change("credential.yaml", part, other.replace("\\n", "\n"));

    assertThatThrownBy(this::credential)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining(KEY.lines().skip(1).findFirst().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://github.com:443", "https://api.github.com:444"})
  void sendsNoTokenToAnotherOrigin(String origin) throws IOException {
    bundle.change("handler.yaml", "https://api.github.com:443", origin);

    assertThatThrownBy(this::credential)
        .hasMessageContaining("the credential's tokens are for https://api.github.com:443 only");
  }

  private static GithubSpec spec(Credential credential) {
    return credential instanceof TokenCredential tokens
            && tokens.issuer() instanceof Installation installation
        ? installation.spec()
        : fail("no GitHub App");
  }

  private Credential credential() throws IOException {
    return bundle.read().credentials().getFirst().credential();
  }
}
