package io.sallyport.validator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.testkit.Vectors;
import io.sallyport.validator.session.SessionClaim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralCodecTest {
  private static final String VECTOR = "contract/referral.json";
  private static final Referral GOLDEN = referral(new byte[] {2, 4, 8});

  private static Referral referral(byte[] body) {
    return new Referral(
        DeskKey.ofOrder("deployments", "production"),
        "github:octo",
        Instant.ofEpochMilli(1_795_089_000_123L),
        Bytes.of(body));
  }

  @Test
  void isWrittenAsTheGoldenVector() {
    String value = new String(ReferralCodec.write(GOLDEN), StandardCharsets.UTF_8);

    JsonNode vector = Vectors.read(VECTOR);
    assertThat(value).isEqualTo(vector.get("value").textValue());
    assertThat(Digest.of(ReferralCodec.write(GOLDEN)).text())
        .isEqualTo(vector.get("digest").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ReferralCodec.parse(Bytes.of(ReferralCodec.write(GOLDEN)))).contains(GOLDEN);
  }

  @Test
  void readsTheSessionThatItWrites() {
    Referral one = inSession(new byte[] {1}, "tidy up");

    assertThat(ReferralCodec.parse(Bytes.of(ReferralCodec.write(one)))).contains(one);
    assertThat(ReferralCodec.write(one))
        .isNotEqualTo(ReferralCodec.write(referral(new byte[] {1})));
  }

  @Test
  void largestBodyFitsWithTheLongestIntent() {
    Referral largest = inSession(new byte[Referral.MAX_BODY], "\uFFFD".repeat(256));
    byte[] value = ReferralCodec.write(largest);

    assertThat(value.length).isLessThanOrEqualTo(ReferralCodec.MAX_SIZE);
    assertThat(ReferralCodec.parse(Bytes.of(value))).contains(largest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "line\nfeed"})
  void refusesIntentOfAnotherForm(String intent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inSession(new byte[0], intent))
        .withMessageContaining("intent");
    assertThatIllegalArgumentException().isThrownBy(() -> inSession(new byte[0], "x".repeat(257)));
  }

  private static Referral inSession(byte[] body, String intent) {
    SessionClaim claim =
        new SessionClaim(
            SessionId.of("agents", "agent:planner", "s"),
            Instant.ofEpochMilli(1_795_089_000_000L),
            Optional.of(intent));
    return new Referral(
        DeskKey.ofPrincipal("agents", "agent:planner"),
        "agent:planner",
        Optional.of(claim),
        Instant.ofEpochMilli(1_795_089_000_123L),
        Bytes.of(body));
  }

  @Test
  void largestBodyFits() {
    Referral largest = referral(new byte[Referral.MAX_BODY]);
    byte[] value = ReferralCodec.write(largest);

    assertThat(value.length).isLessThanOrEqualTo(ReferralCodec.MAX_SIZE);
    assertThat(ReferralCodec.parse(Bytes.of(value))).contains(largest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> referral(new byte[Referral.MAX_BODY + 1]))
        .withMessageContaining("48 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"referral", "key", "requester", "received", "body"})
  void refusesValueWithout(String name) {
    ObjectNode json = StrictJson.read(ReferralCodec.write(GOLDEN)).orElseThrow();
    json.remove(name);

    assertThat(ReferralCodec.parse(Bytes.of(StrictJson.write(json)))).isEmpty();
  }

  @Test
  void refusesWhatItWouldWriteOtherwise() {
    String value = new String(ReferralCodec.write(GOLDEN), StandardCharsets.UTF_8);

    assertThat(ReferralCodec.parse(Bytes.utf8(value.replace("{", "{ ")))).isEmpty();
    assertThat(ReferralCodec.parse(Bytes.utf8(value.replace("-v1", "-v2")))).isEmpty();
    assertThat(ReferralCodec.parse(Bytes.utf8(value.replace("}", ",\"more\":1}")))).isEmpty();
    assertThat(ReferralCodec.parse(Bytes.of(new byte[ReferralCodec.MAX_SIZE + 1]))).isEmpty();
  }

  @Test
  void neverThrowsOnChangedBytes() {
    Random random = new Random(20261122);
    byte[] value = ReferralCodec.write(GOLDEN);
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = value.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

      ReferralCodec.parse(Bytes.of(changed))
          .ifPresent(
              read -> assertThat(Bytes.of(ReferralCodec.write(read))).isEqualTo(Bytes.of(changed)));
    }
  }
}
