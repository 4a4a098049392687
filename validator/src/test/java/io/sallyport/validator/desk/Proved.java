package io.sallyport.validator.desk;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.validator.Demo;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.gate.Output;
import java.util.Optional;

/** Referrals, as the gate would vouch for them where admission had proved something else. */
final class Proved {
  private Proved() {}

  /** The same as if {@code principal} had signed the delivery; the receipt has that number. */
  static Output by(String principal, Output referred, long number) {
    ReceiptBody.Evidence evidence = evidence(referred);
    return proved(
        keyed(principal, referred),
        new ReceiptBody.Evidence(evidence.assurance(), principal, evidence.id()),
        number);
  }

  /** Under the key of {@code principal}, where it is its sender whose memory decides. */
  private static Output keyed(String principal, Output referred) {
    ReceiptBody.Decision said = said(referred).decision();
    String source = said.delivery().source();
    DeskKey before = DeskKey.ofPrincipal(source, evidence(referred).principal());
    if (!referred.key().equals(before.bytes())) {
      return referred;
    }
    DeskKey key = DeskKey.ofPrincipal(source, principal);
    Referral referral = ReferralCodec.parse(referred.value().orElseThrow()).orElseThrow();
    Referral other =
        new Referral(
            key, referral.requester(), referral.session(), referral.received(), referral.body());
    Bytes value = Bytes.of(ReferralCodec.write(other));
    return new Output(referred.sink(), key.bytes(), Optional.of(value), referred.headers());
  }

  /** The same as if the validator had signed the receipt in another chain. */
  static Output inChain(Output referred, String chain) {
    String jws =
        new ReceiptWriter(Demo.ENVIRONMENT.validator(), Demo.RECEIPT_KEY)
            .append(ChainHead.start(chain), Office.body(Office.receipt(referred)), Demo.NOW)
            .jws();
    return Office.with(referred, jws);
  }

  /** The same as if nobody had signed the delivery. */
  static Output asserted(Output referred, long number) {
    ReceiptBody.Evidence evidence = evidence(referred);
    return proved(
        referred,
        new ReceiptBody.Evidence(Assurance.ASSERTED, evidence.principal(), evidence.id()),
        number);
  }

  private static ReceiptBody.Evidence evidence(Output referred) {
    return said(referred).decision().delivery().evidence().orElseThrow();
  }

  private static ReceiptBody.Referred said(Output referred) {
    return (ReceiptBody.Referred) Office.body(Office.receipt(referred));
  }

  private static Output proved(Output referred, ReceiptBody.Evidence evidence, long number) {
    ReceiptBody.Decision said = said(referred).decision();
    ReceiptBody.Decision changed =
        new ReceiptBody.Decision(
            said.delivery().proved(evidence),
            said.decisions(),
            said.verdict(),
            said.action(),
            said.code(),
            said.pointer(),
            said.further(),
            said.bundle());
    ChainHead before = new ChainHead("gate-0", number, Digest.of(new byte[0]));
    String jws =
        new ReceiptWriter(Demo.ENVIRONMENT.validator(), Demo.RECEIPT_KEY)
            .append(
                before,
                new ReceiptBody.Referred(changed, Digest.of(referred.value().orElseThrow())),
                Demo.NOW)
            .jws();
    return Office.with(referred, jws);
  }
}
