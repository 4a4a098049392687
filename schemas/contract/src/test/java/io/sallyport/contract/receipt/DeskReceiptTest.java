package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receipts say of a decision that needs memory: the gate's, and the desk's. */
class DeskReceiptTest {
  private static final SessionId SESSION = SessionId.of("agents", "agent:planner", "s");
  private static final String REFERRAL = "contract/receipt-referral.json";
  private static final String DESK = "contract/receipt-desk.json";
  private static final String IN_SESSION = "contract/receipt-desk-session.json";
  private static final String FOLLOW_UP = "contract/receipt-desk-follow-up.json";
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Set<DecisionResult> RULED =
      EnumSet.of(
          DecisionResult.ALLOWED,
          DecisionResult.MODIFIED,
          DecisionResult.DENIED,
          DecisionResult.HELD,
          DecisionResult.DEFERRED,
          DecisionResult.EXPIRED);

  @Test
  void isWrittenAsTheGoldenVectors() {
    assertThat(compared(REFERRAL, referral())).isEqualTo(Vectors.read(REFERRAL).get("claims"));
    assertThat(compared(DESK, ruled())).isEqualTo(Vectors.read(DESK).get("claims"));
  }

  private static JsonNode compared(String vector, Receipt receipt) {
    String claims = new String(ReceiptCodec.write(receipt), StandardCharsets.UTF_8);
    ObjectNode written = StrictJson.object().put("claims", claims);
    Vectors.regenerate(vector, written);
    return written.get("claims");
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims(referral()))).contains(referral());
    assertThat(parse(claims(ruled()))).contains(ruled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"action", "decision", "delivery", "code", "bundle", "candidate"})
  void refusesReferralWithout(String name) {
    ObjectNode claims = claims(referral());
    claims.remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"action", "decision", "referral", "code", "bundle"})
  void refusesRulingWithout(String name) {
    ObjectNode claims = claims(ruled());
    claims.remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DecisionResult.class)
  void gateRefersAndTheDeskRules(DecisionResult result) {
    ObjectNode referral = claims(referral());
    referral.withObject("/decision").put("result", result.name());
    ObjectNode ruled = claims(ruled());
    ruled.withObject("/decision").put("result", result.name());

    assertThat(parse(referral).isPresent()).isEqualTo(result == DecisionResult.REFERRED);
    assertThat(parse(ruled).isPresent()).isEqualTo(RULED.contains(result));
  }

  @Test
  void referralIsNoDecision() {
    ObjectNode claims = claims(referral());
    claims.put("kind", "decision");
    claims.remove("candidate");

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void rulingInASessionSaysWhereItStands() {
    Receipt opened = ruled(new SessionHead(SESSION, 2, Optional.of(DIGEST)));
    Receipt refused = ruled(SessionHead.none(SESSION));

    assertThat(compared(IN_SESSION, opened)).isEqualTo(Vectors.read(IN_SESSION).get("claims"));
    assertThat(parse(claims(opened))).contains(opened);
    assertThat(parse(claims(refused))).contains(refused);
    assertThat(claims(opened).at("/session/id").textValue()).isEqualTo(SESSION.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "entries", "head"})
  void refusesSessionWithout(String name) {
    ObjectNode claims = claims(ruled(new SessionHead(SESSION, 2, Optional.of(DIGEST))));
    claims.withObject("/session").remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void rulingAfterADeferralNamesIt() {
    ObjectNode claims = claims(ruled());
    claims.put("deferral", "desk-0/2");

    Receipt followUp = parse(claims).orElseThrow();

    DeskRuling ruling = ((ReceiptBody.Ruled) followUp.body()).ruling();
    assertThat(ruling.deferral()).contains("desk-0/2");
    assertThat(claims(followUp)).isEqualTo(claims);
    assertThat(compared(FOLLOW_UP, followUp)).isEqualTo(Vectors.read(FOLLOW_UP).get("claims"));
    assertThat(parse(claims.deepCopy().put("deferral", "no receipt"))).isEmpty();
    claims.withObject("/decision").put("result", "DEFERRED");
    assertThat(parse(claims)).as("nothing is deferred twice").isEmpty();
  }

  private static Receipt ruled(SessionHead session) {
    DeskRuling plain = ((ReceiptBody.Ruled) ruled().body()).ruling();
    DeskRuling ruling =
        new DeskRuling(
            plain.referral(),
            plain.verdict(),
            plain.code(),
            plain.bundle(),
            Optional.of(session),
            Optional.empty());
    return receipt("desk-0", new ReceiptBody.Ruled(action(), ruling));
  }

  private static Receipt referral() {
    return receipt("gate-1", new ReceiptBody.Referred(decision(DecisionResult.REFERRED), DIGEST));
  }

  private static ReceiptBody.Decision decision(DecisionResult result) {
    return new ReceiptBody.Decision(
        new ReceiptBody.Delivery(
                "sallyport.untrusted:1:42",
                Origin.parse("sallyport.untrusted:1:42"),
                "github",
                DIGEST)
            .proved(
                new ReceiptBody.Evidence(
                    Assurance.SHARED, "source:github", new DedupeId("B".repeat(43)))),
        1,
        new Verdict(result, "restart-on-alert", List.of()),
        Optional.of(action()),
        Code.REFERRED,
        Optional.empty(),
        List.of(),
        DIGEST);
  }

  private static Receipt ruled() {
    return receipt(
        "desk-0",
        new ReceiptBody.Ruled(
            action(),
            new DeskRuling(
                "gate-1/3",
                new Verdict(DecisionResult.DENIED, "restart-on-alert", List.of("per-service")),
                Code.QUOTA_EXCEEDED,
                DIGEST)));
  }

  private static ReceiptBody.Action action() {
    return new ReceiptBody.Action(
        new ActionId("A".repeat(43)),
        "com.example.actions.Restart",
        Effect.WRITE,
        "operations",
        DIGEST,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  private static Receipt receipt(String chain, ReceiptBody body) {
    Instant issued = Instant.ofEpochSecond(1_795_089_400L);
    return new Receipt("prod-k4x/validator", issued, chain, 3, DIGEST, body);
  }

  private static ObjectNode claims(Receipt receipt) {
    return StrictJson.read(ReceiptCodec.write(receipt)).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}
