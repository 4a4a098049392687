package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.content.Content;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.form.Form;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {
  private static final Path HOME = Path.of("/home/ingest");
  private static final String SCHEME = "scheme: {preset: github, secretFiles: [s]}\n";

  private static SourceSpec read(String name, String spec) {
    String head = "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: " + name + "}\nspec:\n";
    return SourceReader.read(
        ConfigFile.parse("source.yaml", head + spec.indent(2), HOME).getFirst());
  }

  private static List<String> problems(String spec) {
    try {
      throw new AssertionError("accepted: " + read("github", spec));
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(p -> p.line() + ":" + p.column() + " " + p.message())
          .toList();
    }
  }

  @Test
  void readsTheFullDocument() {
    SourceSpec source =
        read(
            "github",
            """
            topic: untrusted
            scheme: {preset: github, verifiedBy: ingest, secretFiles: [secrets/a, secrets/b]}
            contentTypes: [application/json, text/plain]
            forwardHeaders: [x-hub-signature-256, x-github-event, x-github-delivery]
            dedupe: {by: signedBytes, window: 24h}
            limits: {body: 64KiB, depth: 8, digits: 32, rate: 600/m}
            maxAge: 5m
            """);

    assertThat(source)
        .isEqualTo(
            new SourceSpec(
                "github",
                "untrusted",
                new Scheme(
                    Scheme.Preset.GITHUB,
                    Scheme.Preset.GITHUB.form(false).map(Form.class::cast),
                    Scheme.VerifiedBy.INGEST,
                    List.of(HOME.resolve("secrets/a"), HOME.resolve("secrets/b")),
                    List.of(),
                    Duration.ZERO),
                new Content(List.of("application/json", "text/plain"), new Payload.Json()),
                List.of("x-hub-signature-256", "x-github-event", "x-github-delivery"),
                new Dedupe(DedupeId.Basis.SIGNED_BYTES, Duration.ofHours(24)),
                new SourceLimits(
                    ByteCount.parse("64KiB"), 8, 32, new Rate(600, Duration.ofMinutes(1))),
                Duration.ofMinutes(5)));
  }

  @Test
  void hasDefaults() {
    SourceSpec source = read("github", SCHEME);

    assertThat(source)
        .isEqualTo(
            new SourceSpec(
                "github",
                "untrusted",
                new Scheme(
                    Scheme.Preset.GITHUB,
                    Scheme.Preset.GITHUB.form(false).map(Form.class::cast),
                    Scheme.VerifiedBy.INGEST,
                    List.of(HOME.resolve("s")),
                    List.of(),
                    Duration.ZERO),
                new Content(List.of("application/json"), new Payload.Json()),
                List.of(),
                new Dedupe(DedupeId.Basis.SIGNED_BYTES, Duration.ofHours(75)),
                new SourceLimits(
                    ByteCount.parse("1MiB"), 64, 128, new Rate(50, Duration.ofSeconds(1))),
                Duration.ofMinutes(10)));
  }

  @Test
  void namesItsPrincipalAndAssurance() {
    SourceSpec source = read("github", SCHEME);

    assertThat(source.principal()).isEqualTo("source:github");
    assertThat(source.assurance()).isEqualTo(Assurance.SHARED);
  }

  @Test
  void reportsEveryProblemAtItsPlace() {
    assertThat(
            problems(
                """
                topic: trusted
                scheme: {preset: gitlub, verifiedBy: someone, secretFiles: []}
                contentTypes: [Application/JSON]
                forwardHeaders: [authorization]
                dedupe: {by: none, windw: 1h}
                limits: {body: 17MiB, depth: 257, digits: 0, rate: 50}
                maxAge: 8d
                """))
        .containsExactly(
            "5:10 spec.topic: must be untrusted, which is where ingest writes, or untrusted.<the"
                + " source's name>",
            "6:20 spec.scheme.preset: must be one of github, slack, standardWebhooks, stripe,"
                + " shopify, pagerduty, discord, gitlab, ed25519, hmac, jwsDetached,"
                + " messageSignatures, mtls, none",
            "6:40 spec.scheme.verifiedBy: must be one of ingest, validator, nobody",
            "6:62 spec.scheme.secretFiles: at least one is needed",
            "7:17 spec.contentTypes: must be lower-case media types such as application/json",
            "8:19 spec.forwardHeaders: 'authorization' is reserved and never forwarded",
            "9:16 spec.dedupe.by: must not be none: each replay of a signed delivery would count",
            "9:22 spec.dedupe.windw: unknown key; did you mean 'window'?",
            "10:18 spec.limits.body: must be between 1B and 16MiB",
            "10:32 spec.limits.depth: must be between 1 and 256",
            "10:45 spec.limits.digits: must be between 1 and 1024",
            "10:54 spec.limits.rate: must be a rate such as 50/s, 600/m or 1000/h, at least 1",
            "11:11 spec.maxAge: must be between 1s and 168h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GitHub", "a/b", "''", "a_b", "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> read(name, SCHEME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("metadata.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization", "proxy-authorization", "proxy-anything", "cookie", "set-cookie", "ce-id",
            "ce_id",
        "content-type", "content-length", "host", "transfer-encoding", "traceparent", "mandate",
            "baggage",
        "sallyport-code", "kafka.override_topic", "x-forwarded-for", "http-x", "__x", "x-api-key"
      })
  void neverForwardsReservedHeaders(String name) {
    assertThat(problems(SCHEME + "forwardHeaders: [x-ok, " + name + "]"))
        .singleElement()
        .asString()
        .contains("'" + name + "' is reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-GitHub-Event", "'a b'", "'a:b'", "''", "ä", "'a\\r'"})
  void refusesHeaderNamesThatAreNotLowerCaseTokens(String name) {
    assertThat(problems(SCHEME + "forwardHeaders: [" + name + "]"))
        .singleElement()
        .asString()
        .contains("names are 1 to 64 of a-z");
  }

  @Test
  void boundsTheForwardedHeaders() {
    String fits = "x-%s".formatted("a".repeat(62));
    String names = String.join(", ", numbered(32));

    assertThat(read("g", SCHEME + "forwardHeaders: [" + fits + "]").forwardHeaders()).hasSize(1);
    assertThat(problems(SCHEME + "forwardHeaders: [" + fits + "a]")).hasSize(1);
    assertThat(read("g", SCHEME + "forwardHeaders: [" + names + "]").forwardHeaders()).hasSize(32);
    assertThat(problems(SCHEME + "forwardHeaders: [" + names + ", x-more]")).hasSize(1);
    assertThat(problems(SCHEME + "forwardHeaders: [x-a, x-a]"))
        .containsExactly("6:19 spec.forwardHeaders: a name is given twice");
  }

  private static List<String> numbered(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(n -> "x-" + n).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,true",
    "Application/JSON,true",
    "application/json;charset=utf-8,true",
    "application/json ; charset=utf-8,true",
    "application/jsonx,false",
    "text/plain,false",
    "'',false",
    "';application/json',false"
  })
  void comparesMediaTypesWithoutParameters(String contentType, boolean accepted) {
    assertThat(read("github", SCHEME).accepts(contentType)).isEqualTo(accepted);
  }
}
