package io.sallyport.service.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a mistake shows no secret that stands in its line. */
@Tag("NHI2")
class SecretsInLinesTest {
  /** It names the place; what stands there may be a secret that should have been in a file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "Token",
        "client-secret",
        "'passphrase'",
        "PIN",
        "pwd",
        "apiKey",
        "api-key",
        "api_key",
        "privateKey",
        "secretKey",
        "access_key",
        "ssl.keystore.key"
      })
  void doesNotShowTheLineOfASecretInTheOpen(String key) {
    assertThatThrownBy(() -> ConfigNodeTest.read(key + ": hunter2", spec -> spec.text("name", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key")
        .hasMessageNotContaining("hunter2");
  }

  /** Of a long line a part is shown, in which the name of the secret is no more. */
  @Test
  void doesNotShowThePartOfALineBehindASecretsName() {
    String line = "a: {password: '" + "x".repeat(40) + "hunter2', nme: 1}";

    for (int before = 0; before < 1100; before += 10) {
      String spec = "# " + "y".repeat(before) + "\n" + line;
      assertThatThrownBy(() -> ConfigNodeTest.read(spec, node -> node.child("a").text("password")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("spec.a.nme: unknown key")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void doesNotShowTheLineOfASecretWithinAValue() {
    String line = "a: 'username=\"anna\" password=\"hunter2\";'";

    assertThatThrownBy(() -> ConfigNodeTest.read(line, spec -> spec.integer("a", 0, 1)))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hunter2");
  }

  /** A parser names the alias. */
  @Test
  void doesNotSayWhatAParserFoundInTheLineOfASecret() {
    assertThatThrownBy(
            () -> ConfigNodeTest.read("password: *hunter2", spec -> spec.text("password")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is not YAML")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://anna:hunter2@h.example/x",
        "https://anna:hunter2/+@h.example/x",
        "https://h.example/x?api_key=hunter2",
        "https://h.example/x?sig=hunter2"
      })
  void doesNotShowTheLineOfAnAddressWithASecret(String address) {
    assertThatThrownBy(() ->
            ConfigNodeTest.read(
                "to: " + address,
                spec -> {
                  spec.problem("to", "names a user");
                  return spec.text("to");
                }))
        .isInstanceOf(ConfigException.class)
        .hasMessage("sample.yaml:5:7: spec.to: names a user");
  }
}
