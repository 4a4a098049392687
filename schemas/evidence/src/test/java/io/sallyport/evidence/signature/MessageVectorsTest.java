package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.MessageKeys;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.message.ContentDigest;
import io.sallyport.evidence.message.SignatureInput;
import io.sallyport.service.config.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test cases of RFC 9421, appendix B.2, with the keys of appendix B.1. */
class MessageVectorsTest {
  private static final Instant CREATED = Instant.ofEpochSecond(1_618_884_473);
  private static final byte[] BODY = "{\"hello\": \"world\"}".getBytes(UTF_8);
  private static final MessageForm FORM =
      new MessageForm(
          List.of(
              "date",
              "@method",
              "@path",
              "@query",
              "@authority",
              "content-type",
              "content-digest",
              "content-length"),
          Optional.of(URI.create("https://example.com/foo?param=Value&Pet=dog")),
          Optional.empty(),
          Optional.empty());

  private static final Map<String, String> REQUEST =
      Map.of(
          "date",
          "Tue, 20 Apr 2021 02:07:55 GMT",
          "content-type",
          "application/json",
          "content-digest",
          "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEm"
              + "THWXvJwew==:",
          "content-length",
          "18");

  private static final SenderKeys PUBLIC =
      MessageKeys.ofJwks(
          List.of(
              Bytes.utf8(
                  """
                  {"kty":"RSA","kid":"test-key-rsa-pss","e":"AQAB","n":"\
                  r4tmm3r20Wd_PbqvP1s2-QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct-Lh1GH45x28Rw3Ry5\
                  3mm-oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOt\
                  CEcN2Z1FpWgchwuYLPL-Wokqltd11nqqzi-bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6\
                  aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d-nb4bnNkQVklLQ3fVAvJm-xdDOp9LCNCN48V2\
                  pnDOkFV6-U9nV5oyc6XI2w"}
                  """),
              Bytes.utf8(
                  """
                  {"kty":"EC","crv":"P-256","kid":"test-key-ecc-p256",\
                  "x":"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA",\
                  "y":"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0"}
                  """),
              Bytes.utf8(
                  """
                  {"kty":"OKP","crv":"Ed25519","kid":"test-key-ed25519",\
                  "x":"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"}
                  """)));

  private static final SenderKeys SHARED =
      MessageKeys.ofSecrets(
          List.of(
              Secret.of(
                  """
                  {"kty":"oct","kid":"test-shared-secret","k":"\
                  uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasj\
                  lTMtDQ"}
                  """
                      .getBytes(UTF_8))));

  private static final String B21 =
      "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf"
          + "8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhz"
          + "x2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVP"
          + "nP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==";

  private static final String B22 =
      "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5q"
          + "H7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17S"
          + "ARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4"
          + "jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==";

  private static final String B23 =
      "bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRR"
          + "U5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH"
          + "1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8"
          + "ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==";

  private static final String B24 =
      "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==";

  private static Signed signed(String base, String keyId, String signature) {
    byte[] bytes = java.util.Base64.getDecoder().decode(signature);
    return new Signed(
        Bytes.utf8(base), List.of(Bytes.of(bytes)), Optional.of(new Signer("", keyId, "")));
  }

  private static Signed signed(
      String input, Map<String, String> values, String keyId, String signature) {
    String base = SignatureInput.parse(input).orElseThrow().base(name -> FORM.value(name, values));
    return signed(base, keyId, signature);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"%s\""
            + " | test-shared-secret | pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=",
        "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\""
            + " \"content-length\");created=1618884473;keyid=\"%s\" | test-key-ed25519"
            + " | wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5"
            + "WPpBKRCw=="
      })
  void holdsForSharedSecretsAndEd25519(String input, String keyId, String signature) {
    SenderKeys keys = keyId.equals("test-shared-secret") ? SHARED : PUBLIC;
    Map<String, String> later = new HashMap<>(REQUEST);
    later.put("date", "Tue, 20 Apr 2021 02:07:56 GMT");

    assertThat(keys.hold(signed(input.formatted(keyId), REQUEST, keyId, signature), BODY)).isTrue();
    assertThat(keys.hold(signed(input.formatted(keyId), later, keyId, signature), BODY)).isFalse();
  }

  @Test
  void holdsForAMinimalSignature() {
    String input =
        "sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";

    assertThat(PUBLIC.hold(signed(input, REQUEST, "test-key-rsa-pss", B21), BODY)).isTrue();
    assertThat(PUBLIC.hold(signed(input, REQUEST, "test-key-rsa-pss", B23), BODY)).isFalse();
  }

  /** Components with parameters are not taken, so the base is the published one. */
  @Test
  void holdsForSelectiveComponents() {
    String covered =
        "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473"
            + ";keyid=\"test-key-rsa-pss\";tag=\"header-example\"";
    String base =
        "\"@authority\": example.com\n\"content-digest\": "
            + REQUEST.get("content-digest")
            + "\n\"@query-param\";name=\"Pet\": dog\n\"@signature-params\": "
            + covered;

    assertThat(PUBLIC.hold(signed(base, "test-key-rsa-pss", B22), BODY)).isTrue();
    assertThat(SignatureInput.parse("sig-b22=" + covered)).isEmpty();
  }

  @Test
  void provesTheRequestWithFullCoverage() {
    Map<String, List<String>> headers = new HashMap<>();
    REQUEST.forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put(
        "signature-input",
        List.of(
            "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\""
                + " \"content-digest\" \"content-length\");created=1618884473"
                + ";keyid=\"test-key-rsa-pss\""));
    headers.put("signature", List.of("sig-b23=:" + B23 + ":"));
    SignatureVerifier verifier =
        Examiner.with(new MessageSignature(FORM), PUBLIC, Sample.TOLERANCE);
    byte[] other = "{\"hello\": \"World\"}".getBytes(UTF_8);

    assertThat(verifier.verify(name -> headers.getOrDefault(name, List.of()), BODY, CREATED))
        .isInstanceOf(Verification.Proven.class);
    assertThat(verifier.verify(name -> headers.getOrDefault(name, List.of()), other, CREATED))
        .isEqualTo(new Verification.Unproven(Verification.Reason.MISMATCH));
  }

  /** A response, which nobody sends here: only the base and the algorithm count. */
  @Test
  void holdsForP256() {
    String digest =
        "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5"
            + "aGgfLQ==:";
    String base =
        """
        "@status": 200
        "content-type": application/json
        "content-digest": %s
        "content-length": 23
        "@signature-params": ("@status" "content-type" "content-digest" "content-length")\
        ;created=1618884473;keyid="test-key-ecc-p256\"\
        """
            .formatted(digest);

    assertThat(PUBLIC.hold(signed(base, "test-key-ecc-p256", B24), BODY)).isTrue();
    assertThat(PUBLIC.hold(signed(base + " ", "test-key-ecc-p256", B24), BODY)).isFalse();
    assertThat(
            ContentDigest.parse(digest)
                .orElseThrow()
                .isOf("{\"message\": \"good dog\"}".getBytes(UTF_8)))
        .isTrue();
  }
}
