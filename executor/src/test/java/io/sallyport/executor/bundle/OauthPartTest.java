package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's bundle with a credential of an authorization server, and each refusal. */
class OauthPartTest {
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: ci}
      spec:
        lease: {max: 60s, limit: 8}
        oauth2:
          tokenEndpoint: 'https://id.example.com/token'
          revocationEndpoint: 'https://id.example.com/revoke'
          clientId: sallyport-deployments
          clientSecretFile: secrets/client
          access: write
          scopes: ['deploy:{environment}']
          audience: ci
          resource: 'https://ci.example.com/'
          timeout: 5s
          maxLifetime: 5m
          maxResponse: 64KiB
      """;

  @TempDir private Path home;

  @BeforeEach
  void copiesDemoBundle() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    Files.createDirectories(home.resolve("secrets"));
    secret("secrets/client", "s3cret");
    secret("secrets/two-lines", "s3cret\nand more");
    KeyFile.writePrivate(home.resolve("secrets/client.pem"), SigningKey.generate());
    for (String name : List.of("validator-mandate", "operator", "second")) {
      KeyFile.writePublic(home.resolve("keys/" + name + ".jwk"), SigningKey.generate().jwk());
    }
    Seal.copyBundle(
        home.resolve("bundle"), text -> text.replace("${target}", "http://127.0.0.1:8089"));
  }

  @Test
  void readsCredentialOfAuthorizationServer() throws IOException {
    Credential credential = read(DOCUMENT);

    assertThat(credential)
        .isInstanceOf(TokenCredential.class)
        .hasToString("TokenCredential[https://id.example.com/token]");
    assertThat(credential.fields()).containsExactly("environment");
  }

  @Test
  void readsPrivateKeyAndExchange() throws IOException {
    String key =
        "privateKeyFile: secrets/client.pem\n    keyId: key-1\n    assertionAudience: issuer\n"
            + "    exchange: {subjectTokenFile: secrets/client, subjectTokenType: idToken}";

    assertThat(read(DOCUMENT.replace("clientSecretFile: secrets/client", key)))
        .isInstanceOf(TokenCredential.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com/token | example.com/token?x=1 | an endpoint is https://host/path",
        "https://id.example.com/revoke | http://id.example.com/revoke | loopback literals only",
        "https://id.example.com/revoke | https://10.0.0.1/revoke | special-purpose",
        "revocationEndpoint: 'https://id.example.com/revoke' | # | revocationEndpoint",
        "clientId: sallyport-deployments | # | clientId",
        "clientId: sallyport-deployments | clientId: 'caf\u00e9' | printable ASCII",
        "clientSecretFile: secrets/client | # | either clientSecretFile or privateKeyFile",
        "audience: ci | privateKeyFile: secrets/client.pem | either clientSecretFile or",
        "secrets/client | secrets/none | is not a plain file",
        "secrets/client | secrets/two-lines | one line of printable ASCII",
        "clientSecretFile: secrets/client | privateKeyFile: secrets/client | PKCS#8",
        "audience: ci | keyId: key-1 | keyId",
        "audience: ci | exchange: {subjectTokenFile: secrets/none} | subjectTokenFile",
        "audience: ci | exchange: {subjectTokenFile: secrets/client, subjectTokenType: saml} | jwt",
        "access: write | # | access",
        "access: write | access: all | read",
        "access: write | access: read | access must be write, as the type's effect says",
        "['deploy:{environment}'] | [] | 1 to 20 scopes",
        "['deploy:{environment}'] | ['deploy staging'] | a template is printable ASCII",
        "{environment} | {region} | {region} is no plain field of com.example.actions.Deploy",
        "https://ci.example.com/ | ci.example.com | absolute URI without a fragment",
        "https://ci.example.com/ | https://ci.example.com/#x | absolute URI without a fragment",
        "timeout: 5s | timeout: 999ms | timeout",
        "timeout: 5s | timeout: 11s | timeout",
        "maxLifetime: 5m | maxLifetime: 3601s | maxLifetime",
        "maxResponse: 64KiB | maxResponse: 1MiB1B | maxResponse",
        "maxResponse: 64KiB | maxResponse: 1023B | maxResponse",
        "audience: ci | audeince: ci | did you mean",
        "audience: ci | allowAddresses: [10.0.0.1] | must list ranges",
        "lease: {max: 60s, limit: 8} | file: {path: secrets/client} | a credential is of one kind",
      })
  void refuses(String part, String other, String message) {
    String changed = DOCUMENT.replace(part, other.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(DOCUMENT);

    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret");
  }

  private Path secret(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }

  private Credential read(String document) throws IOException {
    Path bundle = home.resolve("bundle");
    Files.writeString(bundle.resolve("credential-ci.yaml"), document);
    SignedDirectory directory =
        new SignedDirectory(
            bundle, Role.EXECUTOR, Optional.empty(), InstantSource.fixed(Instant.EPOCH));
    return BundleReader.read(directory, home, Seal.CELL, Roots.mine())
        .credentials()
        .getFirst()
        .credential();
  }
}
