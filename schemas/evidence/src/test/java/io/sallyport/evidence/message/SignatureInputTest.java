package io.sallyport.evidence.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureInputTest {
  private static final String REST = ";created=1;keyid=\"k\"";

  private static String covering(int components) {
    return IntStream.range(0, components)
        .mapToObj(each -> "\"x-" + each + "\"")
        .collect(Collectors.joining(" ", "a=(", ")" + REST));
  }

  @Test
  void readsEveryParameterInTheirOrder() {
    String value =
        "*a_-.0=(\"@path\");tag=\"t\";expires=2;alg=\"ed25519\";nonce=\"\";keyid=\"k\";created=1";

    SignatureInput input = SignatureInput.parse(value).orElseThrow();

    assertThat(input.label()).isEqualTo("*a_-.0");
    assertThat(input.components()).containsExactly("@path");
    assertThat(input.parameters())
        .isEqualTo(
            new SignatureInput.Parameters(
                value.substring(value.indexOf('(')),
                Instant.ofEpochSecond(1),
                Optional.of(Instant.ofEpochSecond(2)),
                "k",
                Optional.of("ed25519"),
                Optional.of("t")));
    assertThat(input.base(name -> "/v1"))
        .isEqualTo("\"@path\": /v1\n\"@signature-params\": " + input.parameters().text());
  }

  @Test
  void boundsTheComponents() {
    int max = SignatureInput.MAX_COMPONENTS;

    assertThat(SignatureInput.parse(covering(max - 1))).isPresent();
    assertThat(SignatureInput.parse(covering(max))).isPresent();
    assertThat(SignatureInput.parse(covering(max + 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a=",
        "a=1",
        "a=()",
        "a=\"x\"" + REST,
        "A=()" + REST,
        "1a=()" + REST,
        " a=()" + REST,
        "a =()" + REST,
        "a= ()" + REST,
        "a=( )" + REST,
        "a=(\"x\" )" + REST,
        "a=(\"x\"\"y\")" + REST,
        "a=(x)" + REST,
        "a=(\"x\\\"\")" + REST,
        "a=(\"x\";sf)" + REST,
        "a=(\"x\"" + REST,
        "a=(\"x" + REST,
        "a=()" + REST + " ",
        "a=()" + REST + ";",
        "a=() " + REST,
        "a=(); created=1;keyid=\"k\"",
        "a=();created;keyid=\"k\"",
        "a=();created=1.0;keyid=\"k\"",
        "a=();created=+1;keyid=\"k\"",
        "a=();created=0;keyid=\"k\"",
        "a=();created=100000000000;keyid=\"k\"",
        "a=()" + REST + ", b=()" + REST,
        "a=()" + REST + ",b=()" + REST
      })
  void refusesWhatIsNotOneCanonicalSignature(String value) {
    assertThat(SignatureInput.parse(value)).isEmpty();
  }
}
