package io.sallyport.executor.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmbientVariablesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_SECRET_ACCESS_KEY",
        "AWS_PROFILE",
        "GITHUB_TOKEN",
        "VAULT_TOKEN",
        "TOKEN",
        "PGPASSWORD",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "KUBECONFIG",
        "SSH_AUTH_SOCK",
        "DB_PASSWORD",
        "SOME_API_KEY",
        "CLIENT_SECRET",
        "AZURE_FEDERATED_TOKEN_FILE",
        "github_token",
        "DEPLOY_PAT",
        "SIGNING_PRIVATE_KEY",
        "GPG_PASSPHRASE",
        "DB_PASSWORD_FILE"
      })
  void findsCredential(String name) {
    assertThat(AmbientVariables.in(Map.of(name, "x", "PATH", "/bin"))).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "JAVA_HOME",
        "LANG",
        "AWS_CA_BUNDLE",
        "TOKENIZER",
        "PWD",
        "COMPAT"
      })
  void leavesOtherVariablesAlone(String name) {
    assertThat(AmbientVariables.in(Map.of(name, "x"))).isEmpty();
  }

  @Test
  void emptyVariableHoldsNothing() {
    assertThat(AmbientVariables.in(Map.of("GITHUB_TOKEN", ""))).isEmpty();
  }
}
