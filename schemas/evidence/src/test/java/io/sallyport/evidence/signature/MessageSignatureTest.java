package io.sallyport.evidence.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.MessageKeys;
import io.sallyport.evidence.message.SignatureInput;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("NHI4")
class MessageSignatureTest {
  private static final Verification MALFORMED = new Verification.Unproven(Reason.MALFORMED);
  private static final Verification MISMATCH = new Verification.Unproven(Reason.MISMATCH);
  private static final Verification STALE = new Verification.Unproven(Reason.STALE);

  static List<Sample> all() {
    return MessageSamples.all();
  }

  static Stream<Sample> empty() {
    return MessageSamples.all(new byte[0]).stream();
  }

  static Stream<Sample> binary() {
    return MessageSamples.all(new byte[] {(byte) 0xc0, (byte) 0xaf, 0, -1, '\n'}).stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void tellsTheCoveredIdAndTheTime(Sample sample) {
    assertThat(sample.verify())
        .isEqualTo(
            new Verification.Proven(
                new Claims(Optional.of("order-7"), Optional.of(Sample.NOW), Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource({"empty", "binary"})
  void provesEmptyAndBinaryBodies(Sample sample) {
    byte[] longer = java.util.Arrays.copyOf(sample.body().toArray(), sample.body().size() + 1);

    assertThat(sample.verify()).isInstanceOf(Verification.Proven.class);
    assertThat(sample.body(longer).verify()).isEqualTo(MISMATCH);
  }

  /** Written anew and signed with the right key: only what the field says is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"@method\" \"@target-uri\"   | \"@target-uri\" \"@method\"                 | `PROVEN`",
        "keyid=\"key-1\"               | keyid=\"key-1\";alg=\"ed25519\"             | `PROVEN`",
        "keyid=\"key-1\"               | nonce=\"n\";keyid=\"key-1\"                 | `PROVEN`",
        "keyid=\"key-1\"               | keyid=\"key-1\";alg=\"hmac-sha256\"         | MISMATCH",
        "keyid=\"key-1\"               | keyid=\"key-1\";alg=\"\"                    | MALFORMED",
        "keyid=\"key-1\"               | keyid=\"key-2\"                             | MISMATCH",
        "keyid=\"key-1\"               | keyid=\"key-1\";keyid=\"key-1\"             | MALFORMED",
        ";keyid=\"key-1\"              | ``                                          | MALFORMED",
        "keyid=\"key-1\"               | keyid=\"key-1\";other=\"x\"                 | MALFORMED",
        "keyid=\"key-1\"               | keyid=\"key\\\\-1\"                         | MALFORMED",
        "keyid=\"key-1\"               | keyid=key-1                                 | MALFORMED",
        "keyid=\"key-1\"               | keyid=\"key-1\";expires=1699999999          | STALE",
        "keyid=\"key-1\"               | keyid=\"key-1\";expires=1700000000          | `PROVEN`",
        "created=1700000000            | created=1699999699                          | STALE",
        "created=1700000000            | created=1700000301                          | STALE",
        "created=1700000000            | created=01700000000                         | MALFORMED",
        "created=1700000000            | created=-1                                  | MALFORMED",
        "created=1700000000            | created=\"1700000000\"                      | MALFORMED",
        "created=1700000000;           | ``                                          | MALFORMED",
        "tag=\"acme\"                  | tag=\"other\"                               | MALFORMED",
        ";tag=\"acme\"                 | ``                                          | MALFORMED",
        "\"@method\" \"@target-uri\"   | \"@target-uri\"                             | MALFORMED",
        "\"@method\" \"@target-uri\"   | \"@method\" \"@target-uri\" \"date\"        | MALFORMED",
        "\"@method\" \"@target-uri\"   | \"@method\" \"@method\"                     | MALFORMED",
        "\"content-digest\"            | \"content-digest\";req                      | MALFORMED",
        "\"content-digest\"            | \"content-digest\";bs                       | MALFORMED",
        "\"@method\" \"@target-uri\"   | \"@method\"  \"@target-uri\"                | MALFORMED",
        "sig1=(                        | sig1=( \"\"                                 | MALFORMED",
        "sig1=(                        | Sig1=(                                      | MALFORMED"
      })
  void readsTheFieldInOneWay(String part, String other, String expected) {
    Verification verification = resigned(part.strip(), other.strip()).verify();

    switch (expected) {
      case "PROVEN" -> assertThat(verification).isInstanceOf(Verification.Proven.class);
      default ->
          assertThat(verification).isEqualTo(new Verification.Unproven(Reason.valueOf(expected)));
    }
  }

  /** A delivery whose Signature-Input is written otherwise, and signed so. */
  private static Sample resigned(String part, String other) {
    Sample sample = MessageSamples.ed25519(MessageSamples.FORM, Sample.BODY);
    String input = sample.headers().getOrDefault("signature-input", "");
    assertThat(input).contains(part);
    String changed = input.replace(part, other);
    String params = changed.substring(changed.indexOf('=') + 1);
    SignatureInput read =
        SignatureInput.parse(changed).or(() -> SignatureInput.parse(input)).orElseThrow();
    String base =
        read.base(name -> MessageSamples.FORM.value(name, sample.headers()))
            .replace(read.parameters().text(), params);
    String signature = Sample.base64(Sample.sign(Bytes.utf8(base).toArray()));
    return sample.with("signature-input", changed).with("signature", "sig1=:" + signature + ":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sig2=:%s: | a label of its own",
        "sig1=%s | no byte sequence",
        "sig1=:%s:;a=1 | a parameter",
        "sig1=:%s:, sig1=:%s: | a second one",
        "sig1=::| nothing"
      })
  void needsTheOneSignatureOfTheLabel(String form, String why) {
    Sample sample = MessageSamples.ed25519(MessageSamples.FORM, Sample.BODY);
    String value = sample.headers().getOrDefault("signature", "");
    String bytes = value.substring("sig1=:".length(), value.length() - 1);

    assertThat(sample.with("signature", form.replace("%s", bytes)).verify())
        .as(why)
        .isEqualTo(MALFORMED);
  }

  @Test
  void refusesAnotherKeyUnderTheSameName() {
    Sample shared = MessageSamples.hmac(MessageSamples.FORM, Sample.BODY);
    Sample asymmetric = MessageSamples.all().get(1);
    Bytes other = MessageSamples.jwk(Sample.PAIR, "key-1");

    assertThat(shared.by(MessageKeys.ofSecrets(List.of(MessageSamples.oct('c', "key-1")))).verify())
        .isEqualTo(MISMATCH);
    assertThat(asymmetric.by(MessageKeys.ofJwks(List.of(other))).verify()).isEqualTo(MISMATCH);
  }

  @Test
  void refusesWhatWasSignedForAnotherAddress() {
    MessageForm elsewhere =
        new MessageForm(
            MessageSamples.FORM.components(),
            Optional.of(URI.create("https://hooks.example/v1/sources/other")),
            MessageSamples.FORM.id(),
            MessageSamples.FORM.tag());
    Sample sample = MessageSamples.ed25519(MessageSamples.FORM, Sample.BODY);
    SignatureVerifier verifier =
        Examiner.with(new MessageSignature(elsewhere), sample.keys().right(), Sample.TOLERANCE);

    assertThat(sample.by(verifier).verify()).isEqualTo(MISMATCH);
  }

  /** Without any key a digest of another body is seen all the same. */
  @Test
  void seesAnotherBodyWithoutAKey() {
    Sample sample = MessageSamples.hmac(MessageSamples.FORM, Sample.BODY);
    Sample blind =
        sample.by(
            Examiner.withoutKeys(new MessageSignature(MessageSamples.FORM), Sample.TOLERANCE));

    assertThat(blind.verify()).isInstanceOf(Verification.Presented.class);
    assertThat(blind.body(new byte[] {1}).verify()).isEqualTo(MISMATCH);
  }

  @Test
  void letsTheEndPassForTheWayToTheBroker() {
    Sample sample = resigned("keyid=\"key-1\"", "keyid=\"key-1\";expires=1699999990");
    Examiner here =
        Examiner.with(
            new MessageSignature(MessageSamples.FORM), sample.keys().right(), Sample.TOLERANCE);

    assertThat(sample.by(here).verify()).isEqualTo(STALE);
    assertThat(sample.by(here.late(Duration.ofSeconds(10))).verify())
        .isInstanceOf(Verification.Proven.class);
    assertThat(sample.by(here.late(Duration.ofSeconds(9))).verify()).isEqualTo(STALE);
  }

  @Test
  void coversTheLengthOfTheBodyWhateverAHeaderSays() {
    MessageForm form =
        new MessageForm(
            List.of("content-digest", "content-length"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Sample sample = MessageSamples.ed25519(form, Sample.BODY);
    Map<String, String> headers = new HashMap<>(sample.headers());
    headers.put("content-length", "99");

    assertThat(new Sample(sample.keys(), sample.verifier(), headers, sample.body()).verify())
        .isInstanceOf(Verification.Proven.class);
  }
}
