package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.IdempotencyKey;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The key in an agent's protected header, and beside the body of a direct producer. */
class IdempotencyKeyTest {
  private static final SourceSpec ORDERS =
      SourceReader.read(
          ConfigFile.parse(
                  "orders.yaml",
                  """
                  apiVersion: sallyport/v1
                  kind: Source
                  metadata: {name: orders}
                  spec:
                    topic: untrusted.orders
                    principal: producer-orders
                    scheme: {preset: none}
                    dedupe: {by: idempotencyKey}
                  """)
              .getFirst());

  static List<String> keys() {
    return List.of("a", "order-17/2", "!~", "k".repeat(IdempotencyKey.MAX_LENGTH));
  }

  static List<String> others() {
    return List.of("", " ", "a b", "a\u007f", "\u00e9", "k".repeat(IdempotencyKey.MAX_LENGTH + 1));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void isTheIdOfWhatAnAgentSigned(String key) {
    assertThat(Sample.jws(header(key), Basis.IDEMPOTENCY_KEY).verify())
        .isEqualTo(
            new Verification.Proven(
                new Claims(Optional.of(key), Optional.of(Sample.NOW), Optional.of("planner"))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void isNoOtherTextThatAnAgentSigned(String key) {
    assertThat(Sample.jws(header(key), Basis.IDEMPOTENCY_KEY).verify())
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }

  @Test
  void isNeededExactlyWhereTheSourceGoesByIt() {
    assertThat(Sample.jws(Sample.header(), Basis.IDEMPOTENCY_KEY).verify())
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
    assertThat(Sample.jws(header("k"), Basis.SIGNED_ID).verify())
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }

  @Test
  void isSigned() {
    Sample signed = Sample.jws(header("k"), Basis.IDEMPOTENCY_KEY);
    String value = signed.headers().getOrDefault(DetachedJws.HEADER, "");
    String other = Sample.base64Url(header("l").getBytes(UTF_8));

    String swapped = other + value.substring(value.indexOf(".."));

    assertThat(signed.with(DetachedJws.HEADER, swapped).verify())
        .isEqualTo(new Verification.Unproven(Reason.MISMATCH));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void isTheIdOfADirectProducersRecord(String key) {
    Claims claims = new Claims(Optional.of(key), Optional.empty(), Optional.empty());

    assertThat(presented(List.of(key))).isEqualTo(new Verification.Presented(claims));
    assertThat(atGate(List.of(key))).isEqualTo(new Verification.Presented(claims));
  }

  @ParameterizedTest
  @MethodSource("others")
  void isNoOtherTextInADirectProducersRecord(String key) {
    assertThat(presented(List.of(key))).isEqualTo(new Verification.Unproven(Reason.MALFORMED));
    assertThat(atGate(List.of(key))).isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }

  @Test
  void standsInADirectProducersRecordOnce() {
    assertThat(atGate(List.of())).isEqualTo(new Verification.Unproven(Reason.MISSING));
    assertThat(atGate(List.of("k", "k"))).isEqualTo(new Verification.Unproven(Reason.REPEATED));
  }

  private static Verification presented(List<String> values) {
    return read(SourceVerifier.presenting(ORDERS), values);
  }

  private static Verification atGate(List<String> values) {
    return read(SourceVerifier.atGate(ORDERS), values);
  }

  private static Verification read(SignatureVerifier verifier, List<String> values) {
    return verifier.verify(
        name -> name.equals("idempotency-key") ? values : List.of(), new byte[1], Instant.EPOCH);
  }

  private static String header(String key) {
    return Sample.header()
        .replace("\"jti\":\"p-1\"", "\"jti\":\"p-1\",\"idempotency_key\":\"" + key + "\"");
  }
}
