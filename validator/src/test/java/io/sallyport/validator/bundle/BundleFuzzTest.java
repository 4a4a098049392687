package io.sallyport.validator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.action.ActionType;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.service.config.ConfigException;
import io.sallyport.validator.Demo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What maintainers write is read or refused with problems; nothing else is thrown. */
class BundleFuzzTest {
  private static final BundleFiles GOOD = BundleFiles.read(Demo.BUNDLE);

  @FuzzTest(maxDuration = "60s")
  void readsABundleWithAnyDocumentOrRefusesIt(byte[] document) {
    SortedMap<String, String> texts = new TreeMap<>(GOOD.texts());
    texts.put("rule-deploy-on-push.yaml", text(document));

    assertThat(problems(new BundleFiles(texts))).isNotEqualTo(Optional.of(0));
  }

  @FuzzTest(maxDuration = "60s")
  void readsAnActionTypeOrRefusesIt(byte[] schema) {
    switch (ActionType.parse(text(schema))) {
      case ActionType.Parsed(ActionType type) ->
          assertThat(ActionType.parse(type.schema().toString()))
              .isEqualTo(new ActionType.Parsed(type));
      case ActionType.Refused refused -> assertThat(refused.problems()).isNotEmpty();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** How many problems it has, if it does not load. */
  private static Optional<Integer> problems(BundleFiles files) {
    try {
      BundleVersion version = BundleVersion.unsigned(files.digest());
      BundleReader.read(Path.of("bundle"), files, version, Path.of(""), Demo.LIMITS);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(e.problems().size());
    }
  }
}
