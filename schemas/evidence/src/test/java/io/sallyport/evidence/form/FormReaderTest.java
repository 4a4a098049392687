package io.sallyport.evidence.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormReaderTest {
  private static final String PLACE = "signature: {header: x-sig}";
  private static final String LIST = "signature: {header: x-sig, template: 'v1={signature}', ";
  private static final String BODY = "signed: '{body}'";

  private static SignedForm read(String... parts) {
    String text =
        "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: s}\nspec:\n  hmac:\n"
            + String.join("\n", parts).indent(4);
    ConfigDocument document = ConfigFile.parse("s.yaml", text).getFirst();
    return document.finish(() -> FormReader.hmac(document.spec().child("hmac")));
  }

  private static SignedForm form(String... parts) {
    return read("algorithm: sha256", "encoding: hex", String.join("\n", parts));
  }

  @Test
  void readsAWholeDescription() {
    SignedForm form =
        form(
            "signature: {header: x-sig, template: 'v1={signature}', separator: ','}",
            "timestamp: {item: 't={timestamp}', unit: milliseconds}",
            "id: x-id",
            "signed: 'a:{header:x-id}.{timestamp}|{body}'");

    assertThat(form)
        .isEqualTo(
            new SignedForm(
                SignatureAlgorithm.SHA256,
                new SignatureField(
                    "x-sig", new Template("v1=", ""), Optional.of(","), Encoding.HEX),
                Optional.of(
                    new TimeField(
                        Optional.empty(),
                        Optional.of(new Template("t=", "")),
                        TimeField.Unit.MILLISECONDS,
                        false)),
                Optional.of("x-id"),
                List.of(
                    new Part.Literal("a:"),
                    new Part.HeaderValue("x-id", '.'),
                    new Part.Literal("."),
                    new Part.Time(),
                    new Part.Literal("|"))));
    assertThat(form.headers()).containsExactly("x-id", "x-sig");
  }

  @Test
  void fixesTheDigitsOfATimeThatNothingEnds() {
    assertThat(timed("{timestamp}{body}")).isTrue();
    assertThat(timed("{timestamp}0{body}")).isTrue();
    assertThat(timed("{timestamp}.{body}")).isFalse();
  }

  private static boolean timed(String signed) {
    return form(PLACE, "timestamp: {header: x-t}", "signed: '" + signed + "'")
        .time()
        .orElseThrow()
        .isFixed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha1 | 6:16: spec.hmac.algorithm: is refused: it is broken; use the sender's sha256",
        "md5 | 6:16: spec.hmac.algorithm: is refused: it is broken",
        "ed25519 | 6:16: spec.hmac.algorithm: is no HMAC: use preset ed25519 with keyFiles",
        "sha3 | 6:16: spec.hmac.algorithm: must be one of sha256, sha512, ed25519"
      })
  void refusesOtherAlgorithms(String algorithm, String problem) {
    refuses(problem, "algorithm: " + algorithm, "encoding: hex", PLACE, BODY);
  }

  @Test
  void refusesOtherEncodings() {
    refuses(
        "7:15: spec.hmac.encoding: must be one of hex, base64",
        "algorithm: sha256",
        "encoding: base32",
        PLACE,
        BODY);
  }

  @Test
  void needsEachPart() {
    refuses("6:5: spec.hmac.encoding: the key is missing", "algorithm: sha256", PLACE, BODY);
    refusesForm("6:5: spec.hmac.signature: the key is missing", BODY);
    refusesForm("spec.hmac.signed: the key is missing", PLACE);
    refusesForm("spec.hmac.signature.header: the key is missing", "signature: {}", BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{header: X-Sig} | 8:25: spec.hmac.signature.header: names are 1 to 64 of a-z",
        "{header: x-sig, template: 'v1='} | 8:42: spec.hmac.signature.template: must have {sign",
        "{header: x-sig, template: '{signature}{signature}'} | must have {signature} once",
        "{header: x-sig, template: '{v}{signature}'} | must have {signature} once",
        "{header: x-sig, separator: '/'} | 8:43: spec.hmac.signature.separator: must be",
        "{header: x-sig, separator: ',', template: 'v,{signature}'} | must not contain the sep",
        "{header: x-sig, prefix: a} | unknown key"
      })
  void refusesOtherPlacesOfTheSignature(String signature, String problem) {
    refusesForm(problem, "signature: " + signature, BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{body}. | 9:13: spec.hmac.signed: must end with {body}: behind it nothing could tell",
        "{timestamp} | must end with {body}",
        "{body}{body} | names one part twice",
        "{header:x-a}.{header:x-a}.{body} | names one part twice",
        "{header:x-a}{body} | a header needs a literal behind it, such as '.'",
        "{header:x-a}{timestamp}.{body} | a header needs a literal behind it",
        "{header:X-A}.{body} | names are 1 to 64 of a-z",
        "{header:}.{body} | names are 1 to 64 of a-z",
        "{target}{body} | knows {body}, {timestamp} and {header:<name>} only; the request target",
        "{body | a brace is not closed",
        "a}{body} | literals are printable ASCII without braces",
        "\u00e4{body} | literals are printable ASCII",
        "{timestamp}.{body} | has {timestamp}: say where it is, with timestamp: {header: ...}",
        "{header:x-sig}.{body} | has the signature's own header: leave it out"
      })
  void refusesSignedTextsWithoutOneReading(String signed, String problem) {
    refusesForm(problem, PLACE, "signed: '" + signed + "'");
  }

  @Test
  void boundsTheSignedText() {
    String most = "x".repeat(SignedText.MAX_LENGTH - 6) + "{body}";

    assertThat(form(PLACE, "signed: '" + most + "'").parts()).hasSize(1);
    refusesForm("must be at most 512 characters", PLACE, "signed: 'x" + most + "'");
  }

  @Test
  void refusesWhatNobodySigned() {
    refusesForm(
        "10:7: spec.hmac.timestamp: is not in signed: a time that nobody signed proves nothing",
        PLACE,
        "timestamp:\n  header: x-t",
        BODY);
    refusesForm(
        "9:9: spec.hmac.id: is not in signed: what nobody signed names no delivery; add {header",
        PLACE,
        "id: x-id",
        BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | spec.hmac.timestamp.header: give header, or item if the time is in the signature",
        "{header: x-t, item: 't={timestamp}'} | give header, or item",
        "{header: X-T} | names are 1 to 64 of a-z",
        "{item: 't='} | spec.hmac.timestamp.item: must have {timestamp} once",
        "{item: 'v1={timestamp}'} | must begin otherwise than signature.template",
        "{item: '{timestamp}'} | must begin otherwise than signature.template",
        "{item: 't,{timestamp}'} | must not contain the separator",
        "{header: x-t, unit: minutes} | unit: must be one of seconds, milliseconds"
      })
  void refusesOtherPlacesOfTheTime(String timestamp, String problem) {
    refusesForm(
        problem,
        LIST + "separator: ','}",
        "timestamp: " + timestamp,
        "signed: '{timestamp}.{body}'");
  }

  @Test
  void needsAListForATimeInIt() {
    refusesForm(
        "spec.hmac.timestamp.item: needs signature.separator, which makes that header a list",
        PLACE,
        "timestamp: {item: 't={timestamp}'}",
        "signed: '{timestamp}.{body}'");
  }

  @Test
  void readsEachPresetWithASourceOfIt() {
    assertThat(Presets.names())
        .containsExactly(
            "github",
            "slack",
            "standard-webhooks",
            "standard-webhooks-asymmetric",
            "stripe",
            "shopify",
            "pagerduty",
            "discord",
            "ed25519")
        .allSatisfy(name -> assertThat(Presets.named(name).from()).startsWith("https://"));
  }

  private static void refusesForm(String problem, String... parts) {
    refuses(problem, "algorithm: sha256", "encoding: hex", String.join("\n", parts));
  }

  private static void refuses(String problem, String... parts) {
    assertThatThrownBy(() -> read(parts))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("s.yaml:")
        .hasMessageContaining(problem);
  }
}
