package io.sallyport.evidence.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whatever stands in the fields, what is read is what was written, and nothing beside it. */
class MessageFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void readsASignatureAsItIsWritten(FuzzedDataProvider data) {
    String value = data.consumeRemainingAsAsciiString();
    Optional<SignatureInput> read = SignatureInput.parse(value);

    read.ifPresent(input -> {
      String components =
          input.components().stream()
              .map(each -> '"' + each + '"')
              .collect(Collectors.joining(" "));
      assertThat(value).startsWith(input.label() + "=(" + components + ");");
      assertThat(input.label() + "=" + input.parameters().text()).isEqualTo(value);
    });
  }

  @FuzzTest(maxDuration = "60s")
  void readsDigestsAsTheyAreWritten(FuzzedDataProvider data) {
    String value = data.consumeRemainingAsAsciiString();

    ContentDigest.parse(value)
        .ifPresent(digest -> {
          assertThat(digest.digests().keySet()).isSubsetOf("sha-256", "sha-512");
          assertThat(value.split(", ", -1)).hasSize(digest.digests().size());
        });
  }
}
