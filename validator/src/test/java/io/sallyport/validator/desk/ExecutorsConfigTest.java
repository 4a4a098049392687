package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose outcomes count. */
class ExecutorsConfigTest {
  @Test
  void readsThem() {
    assertThat(read("{cell: pay, keyFiles: [a.jwk, b.jwk]}, {cell: infra, keyFiles: [c.jwk]}"))
        .isEqualTo(
            new ExecutorsConfig(
                List.of(
                    new ExecutorsConfig.Executor(
                        "pay", List.of(Path.of("a.jwk"), Path.of("b.jwk"))),
                    new ExecutorsConfig.Executor("infra", List.of(Path.of("c.jwk")))),
                Duration.ofSeconds(30)));
    assertThat(read("").executors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{cell: A B, keyFiles: [a.jwk]} | cell: 1 to 40",
        "{cell: pay, keyFiles: []} | keyFiles: 1 to 8",
        "{cell: pay, keyFiles: [a, b, c, d, e, f, g, h, i]} | keyFiles: 1 to 8",
        "{cell: pay, keyFiles: [a]}, {cell: pay, keyFiles: [b]} | another entry is of this cell",
      })
  void refuses(String executors, String problem) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(executors))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void boundsThem(int count, boolean accepted) {
    String all =
        IntStream.range(0, count)
            .mapToObj(i -> "{cell: c" + i + ", keyFiles: [a]}")
            .collect(Collectors.joining(", "));

    if (accepted) {
      assertThat(read(all).executors()).hasSize(count);
    } else {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> read(all))
          .withMessageContaining("executors: at most 64");
    }
  }

  @Test
  void stopsTheStartWhereAKeyIsMissing(@TempDir Path directory) {
    Environment environment = new Environment("test-1");
    Path key = directory.resolve("pay.jwk");
    ExecutorsConfig config =
        new ExecutorsConfig(
            List.of(new ExecutorsConfig.Executor("pay", List.of(key))), Duration.ofSeconds(30));

    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> config.open(environment))
        .withMessageContaining("executors: ");
    KeyFile.writePublic(key, SigningKey.generate().jwk());
    assertThat(config.open(environment)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"99ms,false", "100ms,true", "101ms,true", "59m,true", "1h,true", "61m,false"})
  void boundsHowOftenAChainIsWitnessed(String every, boolean accepted) {
    String limits = "witness: " + every;

    if (accepted) {
      assertThat(read("", limits).witness()).isBetween(Duration.ofMillis(100), Duration.ofHours(1));
    } else {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> read("", limits))
          .withMessageContaining("witness");
    }
  }

  private static ExecutorsConfig read(String executors) {
    return read(executors, "");
  }

  private static ExecutorsConfig read(String executors, String limits) {
    ConfigDocument document =
        ConfigFile.parse(
                "config.yaml",
                """
                apiVersion: sallyport/v1
                kind: Validator
                metadata: {name: validator}
                spec:
                  executors: [%s]
                  limits: {%s}
                """
                    .formatted(executors, limits))
            .getFirst();
    return document.finish(() -> {
      ConfigNode spec = document.spec();
      return ExecutorsConfig.read(spec, spec.childOrEmpty("limits"));
    });
  }
}
