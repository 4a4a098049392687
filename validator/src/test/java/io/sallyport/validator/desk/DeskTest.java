package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk takes, and what it leaves alone. */
class DeskTest {
  private static final String ISSUER = Demo.ENVIRONMENT.cell("deployments");

  @TempDir private Path directory;
  private Office office;

  @BeforeEach
  void open() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 9, per: 1h}]\n  statements:");
    office = new Office(Bundles.read(directory));
  }

  private void refuses(DeskEffects effects) {
    assertThat(effects.endings()).extracting(Ending::code).containsExactly(Code.REFERRAL_INVALID);
    assertThat(effects.outputs()).isEmpty();
    assertThat(effects.changes()).isEmpty();
  }

  @Test
  void decidesEachReferralOnce() {
    Output referred = office.refer("main", "1");
    office.decide(referred);

    refuses(office.take(referred));
  }

  @Test
  void takesNothingThatCameBeforeAnother() {
    Output first = office.refer("main", "1");
    office.decide(office.refer("main", "2"));

    refuses(office.take(first));
  }

  @Test
  void takesNothingOnAnotherPartition() {
    refuses(office.take(1, office.refer("main", "1")));
  }

  @Test
  void takesNoOtherKey() {
    Output referred = office.refer("main", "1");
    Bytes key = DeskKey.ofOrder("deployments", "production").bytes();

    refuses(office.take(new Output(referred.sink(), key, referred.value(), referred.headers())));
  }

  @Test
  void takesNoOtherBody() {
    Output referred = office.refer("main", "1");
    Referral referral = ReferralCodec.parse(referred.value().orElseThrow()).orElseThrow();
    Referral other =
        new Referral(referral.key(), "github:mallory", referral.received(), referral.body());
    Bytes value = Bytes.of(ReferralCodec.write(other));

    refuses(
        office.take(
            new Output(referred.sink(), referred.key(), Optional.of(value), referred.headers())));
  }

  @Test
  void takesNoReceiptOfAnother() {
    Output first = office.refer("main", "1");
    Output second = office.refer("main", "2");

    refuses(office.take(Office.with(first, Office.receipt(second))));
  }

  @Test
  void takesNoReceiptThatOthersSigned() {
    Output referred = office.refer("main", "1");
    String signed = Office.receipt(referred);

    refuses(office.take(Office.with(referred, signed.substring(0, signed.length() - 4) + "AAAA")));
    refuses(office.take(Office.with(referred, "")));
  }

  @Test
  void takesNoReceiptOfTheDesk() {
    Output referred = office.refer("main", "1");
    String desk =
        new String(
            office.take(referred).outputs().getLast().value().orElseThrow().toArray(),
            StandardCharsets.US_ASCII);

    refuses(office.take(Office.with(office.refer("main", "2"), desk)));
  }

  @Test
  void takesNoReceiptOfAnotherChain() {
    Output referred = office.refer("main", "1");

    refuses(office.take(Proved.inChain(referred, "holds-0")));
    assertThat(office.decide(Proved.inChain(referred, "gate-9"))).isNotNull();
  }

  @Test
  void endsWhatTheBundleDoesNotKnowAnyMore() {
    Output referred = office.refer("main", "1");
    office.reload(Demo.bundle());
    Bundles.replace(directory, "rule-deploy-on-push.yaml", "name: deploy-on-push", "name: another");
    office.reload(Bundles.read(directory));

    ReceiptBody.Ruled ruled = office.decide(referred);

    assertThat(ruled.ruling().code()).isEqualTo(Code.DESK_VOID);
    assertThat(ruled.ruling().verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(office.written()).isEmpty();
  }

  @Test
  void endsWhatHasAnotherSchemaByNow() {
    Output referred = office.refer("main", "1");
    Bundles.replace(directory, "actions/Deploy.avsc", "\"maxLength\": 200", "\"maxLength\": 199");
    office.reload(Bundles.read(directory));

    assertThat(office.decide(referred).ruling().code()).isEqualTo(Code.DESK_VOID);
  }

  @Test
  void decidesByTheBundleOfNow() {
    Output referred = office.refer("main", "1");
    Bundles.replace(directory, "policy-deploy.yaml", "acme/shop", "acme/till");
    office.reload(Bundles.read(directory));

    assertThat(office.decide(referred).ruling().code()).isEqualTo(Code.DENIED_BY_DEFAULT);
  }

  @Test
  void believesNoOutcomeOfAnotherKey() {
    Output first = office.refer("main", "1");
    office.decide(first);
    Map<String, String> kept = office.kept();
    SigningKey stranger = SigningKey.generate();

    String forged = Told.outcome(stranger, ISSUER, office.of(first), OutcomeResult.EXPIRED);
    String validator =
        Told.outcome(Demo.RECEIPT_KEY, ISSUER, office.of(first), OutcomeResult.EXPIRED);

    assertThat(office.tell(first.key(), forged)).isEqualTo("outcome-invalid");
    assertThat(office.tell(first.key(), validator)).isEqualTo("outcome-invalid");
    assertThat(office.tell(first.key(), "")).isEqualTo("outcome-invalid");
    assertThat(office.kept()).isEqualTo(kept);
  }

  @Test
  void believesNoOutcomeOfAnotherCell() {
    Output first = office.refer("main", "1");
    office.decide(first);
    String genuine =
        Told.outcome(Demo.EXECUTOR_KEY, ISSUER, office.of(first), OutcomeResult.EXPIRED);
    String elsewhere =
        Told.outcome(
            Demo.EXECUTOR_KEY,
            Demo.ENVIRONMENT.cell("payments"),
            office.of(first),
            OutcomeResult.EXPIRED);

    assertThat(office.tell("payments", 0, first.key(), genuine)).isEqualTo("outcome-invalid");
    assertThat(office.tell(first.key(), elsewhere)).isEqualTo("outcome-invalid");
  }

  /** Its own key signs it, and the ids of others' actions and desk keys are no secrets. */
  @Test
  void givesNothingBackToAnotherCell() {
    Output first = office.refer("main", "1");
    office.decide(first);
    Map<String, String> kept = office.kept();
    Told.Of of = office.of(first);
    String forged =
        Told.outcome(
            Demo.PAYMENTS_KEY,
            Demo.ENVIRONMENT.cell("payments"),
            new Told.Of(of.id(), "payments", of.decision()),
            OutcomeResult.EXPIRED);

    assertThat(office.tell("payments", 0, first.key(), forged)).isEqualTo("over");
    assertThat(office.kept()).isEqualTo(kept);
  }

  @Test
  void believesNoOutcomeThatLiesElsewhere() {
    Output first = office.refer("main", "1");
    office.decide(first);
    String genuine =
        Told.outcome(Demo.EXECUTOR_KEY, ISSUER, office.of(first), OutcomeResult.EXPIRED);
    Bytes other = DeskKey.ofOrder("deployments", "production").bytes();

    assertThat(office.tell(other, genuine)).isEqualTo("outcome-misplaced");
    assertThat(office.tell(Bytes.utf8("short"), genuine)).isEqualTo("outcome-misplaced");
    assertThat(office.tell("deployments", 1, first.key(), genuine)).isEqualTo("outcome-misplaced");
    assertThat(office.kept()).hasSize(3);
    assertThat(office.tell(first.key(), genuine)).isEqualTo("refunded");
  }
}
