package io.sallyport.evidence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReaderTest {
  private static final String HEAD =
      """
      apiVersion: sallyport/v1
      kind: Source
      metadata: {name: sender}
      spec:
        scheme: {preset: github, secretFiles: [s]}
      """;

  @Test
  void takesJsonUnlessItSaysOtherwise() {
    assertThat(read("")).isEqualTo(new Content(List.of("application/json"), new Payload.Json()));
    assertThat(read("payload: {kind: json}")).isEqualTo(read(""));
  }

  @Test
  void readsAFormWithTheFieldThatHoldsTheEvent() {
    assertThat(read("payload: {kind: form, field: payload}"))
        .isEqualTo(
            new Content(
                List.of("application/x-www-form-urlencoded"),
                new Payload.Form(Optional.of("payload"), FormLimits.DEFAULTS)));
  }

  @Test
  void readsTheLimitsOfAForm() {
    assertThat(read("payload: {kind: form, limits: {fields: 10000, name: 4096, escapes: 6000000}}"))
        .extracting(Content::payload)
        .isEqualTo(new Payload.Form(Optional.empty(), new FormLimits(10_000, 4_096, 6_000_000)));
  }

  @Test
  void readsCloudEvents() {
    assertThat(read("payload: {kind: cloudevents, mode: structured}"))
        .isEqualTo(
            new Content(
                List.of("application/cloudevents+json"), new Payload.CloudEvents(Mode.STRUCTURED)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json        | application/json",
        "json        | text/json",
        "json        | application/vnd.github.v3+json",
        "json        | text/plain",
        "form        | application/x-www-form-urlencoded",
        "cloudevents | application/cloudevents+json"
      })
  void acceptsContentTypesThatFitTheKind(String kind, String type) {
    assertThat(read(document(kind, type)).types()).containsExactly(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json        | application/x-www-form-urlencoded     | json takes",
        "json        | multipart/form-data                   | json takes",
        "json        | application/cloudevents+json          | json takes",
        "json        | application/cloudevents-batch+json    | json takes",
        "form        | application/json                      | form takes",
        "cloudevents | application/json                      | neither batches nor binary mode",
        "cloudevents | application/cloudevents-batch+json    | neither batches nor binary mode"
      })
  void refusesContentTypesThatDoNotFitTheKind(String kind, String type, String reason) {
    assertThat(problems(document(kind, type)))
        .singleElement()
        .asString()
        .startsWith("7:17 spec.contentTypes: must fit payload.kind")
        .contains(reason);
  }

  @Test
  void saysWhyAttributesInHeadersAreRefused() {
    assertThat(problems("payload: {kind: cloudevents, mode: binary}"))
        .containsExactly(
            "6:38 spec.payload.mode: must be structured: binary mode has the attributes in ce-*"
                + " headers, which no scheme signs, so whoever can write a record could choose the"
                + " rule that fires; only a source with a topic of its own and preset none has it");
  }

  @Test
  void refusesKeysOfAnotherKind() {
    assertThat(problems("payload: {kind: json, field: payload}"))
        .containsExactly("6:25 spec.payload.field: unknown key; known here: kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fields: 0", "fields: 10001", "name: 0", "name: 4097"})
  void refusesLimitsOutOfBounds(String limit) {
    assertThat(problems("payload: {kind: form, limits: {" + limit + "}}"))
        .singleElement()
        .asString()
        .contains("must be between 1 and");
  }

  @Test
  void refusesMoreEscapesThanTheLargestBodyHas() {
    assertThat(problems("payload: {kind: form, limits: {escapes: 6000001}}"))
        .containsExactly("6:43 spec.payload.limits.escapes: must be between 1 and 6000000");
    assertThatIllegalArgumentException().isThrownBy(() -> new FormLimits(1, 1, 6_000_001));
  }

  @Test
  void refusesAFieldThatNoFormCouldHave() {
    assertThat(read("payload: {kind: form, field: ab, limits: {name: 2}}").types()).hasSize(1);
    assertThat(problems("payload: {kind: form, field: abc, limits: {name: 2}}"))
        .containsExactly("6:32 spec.payload.field: must have 1 to 2 characters, as limits.name");
  }

  private static String document(String kind, String type) {
    return "payload: {kind: %s}\n  contentTypes: [%s]".formatted(kind, type);
  }

  private static Content read(String lines) {
    return SourceReader.read(
            ConfigFile.parse("s.yaml", HEAD + "  " + lines + "\n", Path.of("/home")).getFirst())
        .content();
  }

  private static List<String> problems(String lines) {
    try {
      throw new AssertionError("accepted: " + read(lines));
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(p -> p.line() + ":" + p.column() + " " + p.message())
          .toList();
    }
  }
}
