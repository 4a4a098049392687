package io.sallyport.contract.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerCodecTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_795_089_600_123L);
  private static final ActionId ID = new ActionId("A".repeat(43));
  static final Claim CLAIM =
      new Claim(
          new ReceiptBody.Action(
              ID,
              "com.example.actions.Deploy",
              Effect.WRITE,
              "deployments",
              new Digest("sha256:" + "0".repeat(64)),
              Optional.of(Classification.INTERNAL),
              Optional.empty()),
          Optional.of(NamedReceipt.of("gate-3/17")),
          42,
          Claim.Order.of("K".repeat(43)),
          Claim.Try.of(1),
          "n0nce",
          NOW,
          NOW.plusSeconds(600));
  private static final String REJECTION =
      "{\"kind\":\"rejection\",\"offset\":7,\"code\":\"expired\",\"at\":1795089600123}";

  private static final String POSTPONEMENT =
      "{\"kind\":\"postponement\",\"action\":\""
          + ID.text()
          + "\",\"offset\":7,\"result\":\"FAILED\",\"code\":\"target-unreachable\",\"attempt\":2,"
          + "\"at\":1795089600123,\"again\":1795089600623}";

  @Test
  void claimComesBackAsItWas() {
    assertThat(LedgerCodec.parse(LedgerCodec.write(CLAIM))).contains(CLAIM);
  }

  @ParameterizedTest
  @EnumSource
  void outcomeComesBackAsItWas(OutcomeResult result) {
    Outcome outcome = new Outcome(ID, 42, result, Code.SUCCEEDED, 1, NOW, NOW.plusSeconds(600));

    assertThat(LedgerCodec.parse(LedgerCodec.write(outcome))).contains(outcome);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "2, true", "3, false"})
  void claimOfEachAttemptComesBackAsItWas(int number, boolean doubtful) {
    Claim claim = claim(new Claim.Try(number, doubtful), Optional.empty());

    assertThat(LedgerCodec.parse(LedgerCodec.write(claim))).contains(claim);
  }

  @ParameterizedTest
  @CsvSource({"-9007199254740991", "0", "1795089600123000"})
  void claimWithSequenceComesBackAsItWas(long value) {
    Claim claim = claim(Claim.Try.of(1), Optional.of(new Claim.Sequence(value, NOW)));

    assertThat(LedgerCodec.parse(LedgerCodec.write(claim))).contains(claim);
  }

  @Test
  void claimNamesTheMemoryThatIsToldOfItsEnd() {
    DeskKey desk = new DeskKey("M".repeat(42) + "A");
    Claim claim = told(desk);
    String text = new String(LedgerCodec.write(claim), StandardCharsets.UTF_8);

    assertThat(text).contains("\"desk\":\"" + desk.text() + "\"");
    assertThat(LedgerCodec.parse(text.getBytes(StandardCharsets.UTF_8))).contains(claim);
    String short42 = text.replace(desk.text(), "M".repeat(42));
    assertThat(LedgerCodec.parse(short42.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static Claim told(DeskKey desk) {
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            ID,
            "x.Deploy",
            Effect.WRITE,
            "deployments",
            CLAIM.action().fingerprint(),
            Optional.empty(),
            Optional.of(desk));
    return new Claim(action, CLAIM.decision(), 42, CLAIM.order(), CLAIM.tried(), "n0nce", NOW, NOW);
  }

  /** Or an executor of before could not go on where one of today left off. */
  @Test
  void claimsThatCouldBeBeforeHaveTheFormOfBefore() {
    for (Claim claim : List.of(CLAIM, claim(7, 2, "nonce"))) {
      assertThat(new String(LedgerCodec.write(claim), StandardCharsets.UTF_8))
          .doesNotContain("doubtful", "sequence", "desk");
    }
  }

  @Test
  void postponementHasThisForm() {
    byte[] value = LedgerCodec.write(postponement(OutcomeResult.FAILED));

    assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo(POSTPONEMENT);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "IN_DOUBT"})
  void postponementComesBackAsItWas(OutcomeResult result) {
    LedgerRecord record = postponement(result);

    assertThat(LedgerCodec.parse(LedgerCodec.write(record))).contains(record);
    assertThat(record.key()).isEqualTo(ID.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"FAILED\" | \"SUCCEEDED\"",
        "\"FAILED\" | \"REVOKED\"",
        "\"offset\":7 | \"offset\":-1",
        "\"attempt\":2 | \"attempt\":0",
        "\"again\":1795089600623 | \"again\":1.5",
        ",\"again\":1795089600623 | ''",
        "{\"kind\" | {\"more\":1,\"kind\"",
      })
  void refusesAnyOtherPostponement(String part, String other) {
    String changed = POSTPONEMENT.replace(part, other);
    assertThat(changed).isNotEqualTo(POSTPONEMENT);

    assertThat(LedgerCodec.parse(changed.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void refusesDoubtBeforeTheFirstAttempt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Claim.Try(1, true))
        .withMessage("before the first attempt there was none");
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "41"})
  void resolutionComesBackAsItWas(long previous) {
    Resolution resolution =
        new Resolution(ID, 42, Digest.of(new byte[0]), NOW, NOW.plusSeconds(600), -1);

    assertThat(LedgerCodec.parse(LedgerCodec.write(resolution.after(previous))))
        .contains(resolution.after(previous));
  }

  @Test
  void rejectionHasThisForm() {
    byte[] value = LedgerCodec.write(new Rejection(7, Code.EXPIRED, NOW));

    assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo(REJECTION);
  }

  @Test
  void rejectionComesBackAsItWas() {
    assertThat(LedgerCodec.parse(REJECTION.getBytes(StandardCharsets.UTF_8)))
        .contains(new Rejection(7, Code.EXPIRED, NOW));
  }

  @Test
  void keyOfRejectionIsItsPlace() {
    assertThat(new Rejection(7, Code.EXPIRED, NOW).key()).isEqualTo("offset:7");
  }

  @Test
  void keyOfClaimIsItsAction() {
    assertThat(CLAIM.key()).isEqualTo(ID.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"rejection\" | \"kind\":\"resolution\"",
        "\"offset\":7 | \"offset\":-1",
        "\"offset\":7 | \"offset\":\"7\"",
        "\"offset\":7, | ''",
        "\"expired\" | \"no-such-code\"",
        "1795089600123 | 253402300800000",
        "1795089600123 | -1",
        "1795089600123 | 1.5",
        "{\"kind\" | {\"more\":1,\"kind\"",
        "} | }}",
      })
  void refusesAnyOtherForm(String part, String other) {
    String changed = REJECTION.replace(part, other);
    assertThat(changed).isNotEqualTo(REJECTION);

    assertThat(LedgerCodec.parse(changed.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void readsClaimOfBeforeClassificationsWereTold() {
    String json = new String(LedgerCodec.write(CLAIM), StandardCharsets.UTF_8);
    String older = json.replace("\"classification\":\"internal\",", "");

    assertThat(LedgerCodec.parse(older.getBytes(StandardCharsets.UTF_8)))
        .hasValueSatisfying(
            claim -> assertThat(((Claim) claim).action().classification()).isEmpty());
  }

  @Test
  void refusesClaimWithEachFieldLeftOut() {
    String json = new String(LedgerCodec.write(CLAIM), StandardCharsets.UTF_8);
    json = json.replace("\"decision\":\"gate-3/17\",", "");
    json = json.replace("\"classification\":\"internal\",", "");
    for (String field : json.substring(1, json.length() - 1).split(",", -1)) {
      String without = json.replace(field, "").replace(",,", ",").replace("{,", "{");
      assertThat(LedgerCodec.parse(without.replace(",}", "}").getBytes(StandardCharsets.UTF_8)))
          .as(field)
          .isEmpty();
    }
  }

  @Test
  void refusesInstantsThatTheFormCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rejection(7, Code.EXPIRED, NOW.plusNanos(1)))
        .withMessage("an instant is whole milliseconds");
  }

  @Test
  void refusesClaimThatNoneCanBe() {
    for (Map.Entry<String, Runnable> wrong :
        Map.<String, Runnable>of(
                "offset counts from 0", () -> claim(-1, 1, "n"),
                "attempt counts from 1", () -> claim(0, 0, "n"),
                "nonce is base64url", () -> claim(0, 1, "n n"))
            .entrySet()) {
      assertThatIllegalArgumentException()
          .isThrownBy(wrong.getValue()::run)
          .withMessage(wrong.getKey());
    }
  }

  private static Claim claim(Claim.Try tried, Optional<Claim.Sequence> sequence) {
    Claim.Order order = new Claim.Order(CLAIM.orderKey(), sequence);
    return new Claim(CLAIM.action(), CLAIM.decision(), 42, order, tried, "n0nce", NOW, NOW);
  }

  private static Postponement postponement(OutcomeResult result) {
    return new Postponement(ID, 7, result, Code.TARGET_UNREACHABLE, 2, NOW, NOW.plusMillis(500));
  }

  private static Claim claim(long offset, int attempt, String nonce) {
    return new Claim(
        CLAIM.action(),
        CLAIM.decision(),
        offset,
        Claim.Order.of("key"),
        Claim.Try.of(attempt),
        nonce,
        NOW,
        NOW);
  }
}
