package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;

/** Whatever a document calls its source, it is a plain word, or no source. */
class SourceNameFuzzTest {
  private static final int MAX = 40;

  @FuzzTest(maxDuration = "60s")
  void takesPlainNamesOnly(FuzzedDataProvider data) {
    String name = data.consumeRemainingAsString();
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: "%s"}
        spec: {scheme: {preset: none}}
        """
            .formatted(escaped(name));
    boolean isPlain =
        !name.isEmpty()
            && name.length() <= MAX
            && name.chars().allMatch(c -> c == '-' || isLetter(c) || (c >= '0' && c <= '9'));

    try {
      SourceSpec read = SourceReader.read(ConfigFile.parse("source.yaml", text).getFirst());
      assertThat(read.name()).isEqualTo(name);
      assertThat(isPlain).isTrue();
    } catch (ConfigException e) {
      assertThat(isPlain).isFalse();
    }
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z';
  }

  /** As YAML has any character in double quotes. */
  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    name.chars().forEach(c -> text.append("\\u%04x".formatted(c)));
    return text.toString();
  }
}
