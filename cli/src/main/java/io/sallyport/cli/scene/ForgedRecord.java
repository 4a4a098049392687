package io.sallyport.cli.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Somebody has the validator's Kafka credentials, but not its signing key. */
public record ForgedRecord() implements Scene {
  private static final Duration LIFE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "forged-record";
  }

  @Override
  public String story() {
    return "An intruder with the validator's Kafka certificate writes a new action to the trusted"
        + " topic, right in every claim, but signed with a key of their own.";
  }

  @Override
  public String expected() {
    return "taken by the broker, rejected by the executor as " + Code.KEY_UNKNOWN.text();
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    return Intrusion.onFirstAction(
        stage,
        genuine -> genuine.copy(genuine.partition(), sign(forge(genuine.mandate()))),
        Code.KEY_UNKNOWN);
  }

  private static Mandate forge(Mandate genuine) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    DedupeId never =
        DedupeId.of(
            Stage.SOURCE, "forged", DedupeId.Basis.SIGNED_ID, now.toString().getBytes(UTF_8));
    return new Mandate(
        genuine.parties(),
        ActionId.of(Stage.SOURCE, never, genuine.decision().rule()),
        new Mandate.Validity(now, now, now.plus(LIFE)),
        genuine.grant(),
        genuine.decision(),
        genuine.evidence(),
        genuine.approvals(),
        genuine.hold());
  }

  private static String sign(Mandate mandate) {
    return Jws.sign(SigningKey.generate(), Typ.MANDATE, MandateCodec.write(mandate));
  }
}
