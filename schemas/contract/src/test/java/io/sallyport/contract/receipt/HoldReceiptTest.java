package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receipt says of what waited for persons. */
class HoldReceiptTest {
  private static final String VECTOR = "contract/receipt-hold.json";
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @Test
  void isWrittenAsTheGoldenVector() {
    String claims = new String(ReceiptCodec.write(golden()), StandardCharsets.UTF_8);

    Vectors.regenerate(VECTOR, StrictJson.object().put("claims", claims));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(claims).isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims())).contains(golden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"action", "decision", "hold", "code", "bundle"})
  void refusesReceiptWithout(String name) {
    ObjectNode claims = claims();
    claims.remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"result", "policy", "votes"})
  void refusesHoldWithout(String name) {
    ObjectNode claims = claims();
    claims.withObject("/hold").remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DecisionResult.class)
  void endsInThreeWays(DecisionResult result) {
    ObjectNode claims = claims();
    claims.withObject("/hold").put("result", result.name());

    boolean isEnding =
        List.of(DecisionResult.ALLOWED, DecisionResult.DENIED, DecisionResult.EXPIRED)
            .contains(result);
    assertThat(parse(claims).isPresent()).isEqualTo(isEnding);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 33})
  void namesSoManyVotes(int count) {
    List<Vote> votes = Collections.nCopies(count, new Vote("anna", Word.APPROVE, DIGEST));

    if (count <= HoldEnding.MAX_VOTES) {
      assertThat(ending(votes).votes()).hasSize(count);
    } else {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> ending(votes))
          .withMessageStartingWith("votes");
    }
  }

  private static HoldEnding ending(List<Vote> votes) {
    return new HoldEnding(
        "gate-0/17", DecisionResult.DENIED, Code.APPROVAL_DENIED, List.of("freeze"), votes, DIGEST);
  }

  private static Receipt golden() {
    return new Receipt(
        "prod-k4x/validator",
        Instant.ofEpochSecond(1_795_089_400L),
        "holds-1",
        3,
        DIGEST,
        new ReceiptBody.HoldEnded(
            new ReceiptBody.Action(
                new ActionId("A".repeat(43)),
                "com.example.actions.Deploy",
                Effect.WRITE,
                "deployments",
                DIGEST,
                Optional.empty(),
                Optional.empty()),
            ending(
                List.of(
                    new Vote("anna", Word.APPROVE, DIGEST), new Vote("ben", Word.DENY, DIGEST)))));
  }

  private static ObjectNode claims() {
    return StrictJson.read(ReceiptCodec.write(golden())).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}
