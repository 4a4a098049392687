package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.Signers;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.release.ReleaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorConfigTest {
  private static final String SMALLEST =
      """
      apiVersion: sallyport/v1
      kind: Validator
      metadata: {name: validator}
      spec:
        environment: prod-k4x
        bundle: bundle
        dev: true
        registry: {url: 'http://127.0.0.1:8081'}
        keys: {mandate: keys/mandate.pem, receipt: keys/receipt.pem}
        kafka: {bootstrap.servers: '127.0.0.1:9092'}
      """;

  private static final Map<String, String> CHANGES =
      Map.of(
          "{threads}", "bundle: bundle\n  threads: 65",
          "{idle}", "bundle: bundle\n  threads: 0",
          "{instance}", "dev: true\n  instance: A B",
          "{both}", "dev: true\n  maintainers: {threshold: 1, keyFiles: [a.jwk]}",
          "{three}", "maintainers: {threshold: 3, keyFiles: [a.jwk, b.jwk]}",
          "{none}", "maintainers: {threshold: 1}",
          "{operator}", "dev: true\n  operators: [{id: A B, keyFile: a.jwk}]",
          "{ttl}", "dev: true\n  release: {maxTtl: 25h}");

  @Test
  void namesMaintainersWhereBundlesAreSigned() {
    String signed =
        SMALLEST.replace("dev: true", "maintainers: {threshold: 2, keyFiles: [a.jwk, b.jwk]}");

    assertThat(read(signed).bundling())
        .isEqualTo(
            new ValidatorConfig.Bundling(
                new Signers(2, List.of(Path.of("a.jwk"), Path.of("b.jwk"))),
                Duration.ofSeconds(5),
                Optional.empty()));
  }

  @Test
  void hasDefaults() {
    ValidatorConfig config = read(SMALLEST);

    assertThat(config.installation())
        .isEqualTo(
            new ValidatorConfig.Installation(
                new Topics("sallyport"), new Environment("prod-k4x"), "validator-1", 1));
    assertThat(config.files().state()).isEqualTo(Path.of("state"));
    assertThat(config.admin()).isEqualTo(new AdminConfig("127.0.0.1", 0));
    assertThat(config.limits()).isEqualTo(Demo.LIMITS);
    assertThat(config.maxRecord()).isEqualTo(ByteCount.ofMib(1));
  }

  @Test
  void readsEverything() {
    String text =
        SMALLEST
            + """
              prefix: guard
              instance: validator-7
              threads: 64
              state: /var/state
              admin: {host: 127.0.0.2, port: 9000}
              limits: {body: 2MiB, record: 64KiB, exponent: 9, values: 10, nameLength: 11,
                rules: 12, decisions: 13}
            """
                .indent(0);

    ValidatorConfig config = read(text);

    assertThat(config.installation().topics()).isEqualTo(new Topics("guard"));
    assertThat(config.installation().instance()).isEqualTo("validator-7");
    assertThat(config.installation().threads()).isEqualTo(64);
    assertThat(config.files().state()).isEqualTo(Path.of("/var/state"));
    assertThat(config.admin()).isEqualTo(new AdminConfig("127.0.0.2", 9000));
    assertThat(config.limits().parsing()).isEqualTo(new ParseLimits(64, 128, 9, 10, 11));
    assertThat(config.limits().maxBody()).isEqualTo(ByteCount.ofMib(2));
    assertThat(config.limits().maxRules()).isEqualTo(12);
    assertThat(config.limits().maxDecisions()).isEqualTo(13);
    assertThat(config.maxRecord()).isEqualTo(ByteCount.ofKib(64));
  }

  @Test
  void letsNobodyReleaseUnlessNamed() {
    ReleaseConfig releases = read(SMALLEST).releases();

    assertThat(releases)
        .isEqualTo(new ReleaseConfig(List.of(), Duration.ofMinutes(15), Duration.ofDays(7)));
  }

  @Test
  void namesOperators() {
    String text =
        SMALLEST
            + """
              operators: [{id: operator-1, keyFile: a.jwk}, {id: operator-1, keyFile: b.jwk}]
              release: {maxTtl: 10m, maxAge: 1h}
            """
                .indent(0);

    assertThat(read(text).releases())
        .isEqualTo(
            new ReleaseConfig(
                List.of(
                    new ReleaseConfig.Operator("operator-1", Path.of("a.jwk")),
                    new ReleaseConfig.Operator("operator-1", Path.of("b.jwk"))),
                Duration.ofMinutes(10),
                Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "defers, perPrincipal, 1, 10000",
    "defers, total, 1, 10000",
    "holds, perPrincipal, 1, 10000",
    "holds, total, 1, 10000",
    "holds, revocations, 1000, 200000"
  })
  void boundsWhatWaits(String group, String field, int least, int most) {
    String text = SMALLEST + "  " + group + ": {" + field + ": %d}\n";

    assertThat(read(text.formatted(least)).limits()).isNotEqualTo(Demo.LIMITS);
    assertThat(read(text.formatted(most)).limits()).isNotEqualTo(Demo.LIMITS);
    for (int beyond : List.of(least - 1, most + 1)) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> read(text.formatted(beyond)))
          .withMessageContaining(group + "." + field + ": must be");
    }
  }

  @ParameterizedTest
  @CsvSource({"8,true", "9,false"})
  void boundsItsOtherReceiptKeys(int count, boolean accepted) {
    String others = "otherReceipts: [" + "old.jwk,".repeat(count) + "], receipt: ";
    String text = SMALLEST.replace("receipt: ", others);

    if (accepted) {
      assertThat(read(text).files().keys().otherReceipts()).hasSize(count);
    } else {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> read(text))
          .withMessageContaining("keys.otherReceipts: at most 8");
    }
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void boundsOperators(int count, boolean accepted) {
    String one = "{id: o, keyFile: k},";
    String text = SMALLEST + "  operators: [" + one.repeat(count) + "]\n";

    if (accepted) {
      assertThat(read(text).releases().operators()).hasSize(count);
    } else {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> read(text))
          .withMessageContaining("operators: at most 64");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "  dev: true | | maintainers: name them, or dev: true",
        "dev: true | {both} | maintainers: name them, or dev: true",
        "dev: true | {three} | maintainers.threshold: must be",
        "dev: true | {operator} | id: 1 to 40",
        "dev: true | {ttl} | release.maxTtl: must be",
        "dev: true | {none} | keyFiles: at least one is needed",
        "environment: prod-k4x | environment: 'a b' | environment: 1 to 100",
        "bundle: bundle | bundel: bundle | did you mean",
        "http://127.0.0.1:8081 | ftp://x | registry.url",
        "dev: true | {instance} | instance: 1 to 40",
        "bundle: bundle | {threads} | threads: must be",
        "bundle: bundle | {idle} | threads: must be",
        "bootstrap.servers | bootstrap | bootstrap.servers is missing",
        "receipt: keys/receipt.pem | reciept: x | spec.keys.receipt: the key is missing",
      })
  void refuses(String piece, @Nullable String by, String problem) {
    String change = by == null ? "" : CHANGES.getOrDefault(by, by);
    String text = SMALLEST.replace(piece, change);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(problem);
  }

  private static ValidatorConfig read(String text) {
    return ValidatorConfig.read(ConfigFile.parse("config.yaml", text).getFirst());
  }

  @Test
  void refusesOneWhoCouldStopAndNeverLift() {
    String one = "{id: a, keyFile: a.jwk}";
    assertThat(read(SMALLEST).people().revokers()).isEmpty();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(SMALLEST + "  revokers: [" + one + ", " + one + "]\n"))
        .withMessageContaining("revokers: one alone can lift nothing");

    String two = SMALLEST + "  revokers: [" + one + ", {id: b, keyFile: b.jwk}]\n";
    assertThat(read(two).people().revokers()).hasSize(2);
  }
}
