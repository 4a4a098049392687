package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever writes what waits into the store gets nothing sealed that the gate did not refer. */
@Tag("ASI06")
@Tag("CSF-PR.DS")
class DeferForgedTest {
  @TempDir private Path directory;
  private Office office;

  @BeforeEach
  void letOneWait() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 1, per: 10s, onExceeded: defer,"
            + " deadline: 1m}]\n  statements:");
    office = new Office(Bundles.read(directory));
    office.push("a", "main", "1");
    office.push("b", "main", "2");
    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.DEFERRED);
  }

  /** Its turn comes. */
  private void later() {
    office.restart();
    office.now = Demo.NOW.plus(Duration.ofSeconds(10));
    office.tick();
  }

  private void assertNothingWaits() {
    assertThat(office.kept().keySet()).noneMatch(key -> key.matches("(77|78|79).*"));
  }

  private static Deferred with(Deferred of, String vouching, Bytes referral) {
    return new Deferred(
        of.place(), of.payer(), of.until(), of.isAsked(), of.deferral(), vouching, referral);
  }

  /** Other bytes of the same form: the letter before, or behind. */
  private static byte[] changed(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] = (byte) (other[at] == 'A' ? 'B' : 'A');
    return other;
  }

  @Test
  void sealsWhatNobodyChanged() {
    later();

    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.PERMITTED);
    assertThat(office.written()).hasSize(2);
  }

  @Test
  void deniesWhereOneByteOfTheActionWasChanged() {
    Deferred genuine = office.waiting();
    byte[] referral = genuine.referral().toArray();
    Bytes other = Bytes.of(changed(referral, referral.length - 20));
    assertThat(ReferralCodec.parse(other)).as("of the form").isPresent();

    office.forge(with(genuine, genuine.vouching(), other));
    later();

    DeskRuling ruling = office.ruled().getLast().ruling();
    assertThat(ruling.verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(ruling.code()).isEqualTo(Code.REFERRAL_INVALID);
    assertThat(ruling.deferral()).contains(genuine.deferral());
    assertThat(office.written()).hasSize(1);
    assertNothingWaits();
  }

  /** What nobody vouches for is signed by nobody either. */
  @Test
  void refusesWhereOneByteOfTheReceiptWasChanged() {
    Deferred genuine = office.waiting();
    int before = office.ruled().size();
    for (int at = 0; at < genuine.vouching().length(); at += 29) {
      byte[] jws = changed(Bytes.utf8(genuine.vouching()).toArray(), at);
      String other = new String(jws, StandardCharsets.US_ASCII);
      office.forge(with(genuine, other, genuine.referral()));

      later();

      assertThat(office.ruled()).as("changed at %s", at).hasSize(before);
      assertThat(office.written()).hasSize(1);
      assertNothingWaits();
    }
  }

  @Test
  void refusesWhatIsForgedAsAWhole() {
    Deferred genuine = office.waiting();
    Referral referral = ReferralCodec.parse(genuine.referral()).orElseThrow();
    Output other = office.refer("release", "9");
    ReceiptBody.Referred said = (ReceiptBody.Referred) Office.body(Office.receipt(other));
    Bytes value =
        Bytes.of(
            ReferralCodec.write(
                new Referral(
                    referral.key(),
                    "somebody",
                    referral.session(),
                    referral.received(),
                    referral.body())));
    ReceiptBody.Referred claims = new ReceiptBody.Referred(said.decision(), Digest.of(value));
    String jws =
        new ReceiptWriter(Demo.ENVIRONMENT.validator(), SigningKey.generate())
            .append(new ChainHead("gate-0", 9, Digest.of(new byte[0])), claims, Demo.NOW)
            .jws();
    int before = office.ruled().size();

    office.forge(with(genuine, jws, value));
    later();

    assertThat(office.ruled()).hasSize(before);
    assertThat(office.written()).hasSize(1);
    assertNothingWaits();
  }

  @Test
  void refusesReceiptsOfOtherChains() {
    Deferred genuine = office.waiting();
    ReceiptBody said = Office.body(genuine.vouching());
    String jws =
        new ReceiptWriter(Demo.ENVIRONMENT.validator(), Demo.RECEIPT_KEY)
            .append(ChainHead.start("trial-0"), said, Demo.NOW)
            .jws();

    DeskEffects effects = office.resume(with(genuine, jws, genuine.referral()), 1, 0);

    assertThat(effects.endings()).extracting(Ending::code).containsExactly(Code.REFERRAL_INVALID);
    assertThat(effects.outputs()).isEmpty();
  }

  /** The memory that counts it lies elsewhere. */
  @Test
  void deniesInAnotherPartition() {
    Deferred genuine = office.waiting();
    int own = Partitions.of(genuine.place().line().memory().bytes().toArray(), 2);
    office.now = Demo.NOW.plus(Duration.ofSeconds(10));

    assertThat(office.resume(genuine, 2, own).endings())
        .extracting(Ending::code)
        .containsExactly(Code.PERMITTED);
    assertThat(office.resume(genuine, 2, 1 - own).endings())
        .extracting(Ending::code)
        .containsExactly(Code.REFERRAL_INVALID);
  }
}
