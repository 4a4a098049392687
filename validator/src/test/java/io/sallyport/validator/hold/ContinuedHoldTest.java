package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits goes on where the next bundle says so: a person's key is replaced meanwhile. */
@Tag("NHI7")
class ContinuedHoldTest {
  private final SigningKey next = SigningKey.generate();
  @TempDir private Path directory;
  private Bundle first;
  private Room room;

  @BeforeEach
  void open() {
    first = People.read(People.gated(directory));
    room = new Room(first);
  }

  @Test
  void goesOnAndCountsAPersonOnceWithEitherKey() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.reload(both());

    room.tick();
    room.cast(held.id().text(), byNextKey(held));
    assertThat(room.ended()).isEmpty();
    room.say("ben", held, Word.APPROVE);

    assertThat(room.verdicts()).containsExactly("counted", "approval-repeated", "counted");
    assertThat(room.ending().result()).isEqualTo(DecisionResult.ALLOWED);
    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void goesOnWhereTheGateHeldItBefore() {
    Held held = room.push("a");
    room.reload(both());

    room.open(held);
    room.say("ben", held, Word.APPROVE);
    room.cast(held.id().text(), byNextKey(held));

    assertThat(room.ending().code()).isEqualTo(Code.APPROVED);
  }

  /** What the old key said is over with it; its person says it again. */
  @Test
  void countsNoVerdictOfAKeyThatIsGone() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    Digest second = both().digest();
    Bundles.replace(directory, "approvers.yaml", key(People.key("anna")) + ", ", "");
    String one = "'" + first.digest().text() + "'";
    Bundles.replace(directory, "approvers.yaml", one, one + ", '" + second.text() + "'");
    room.reload(People.read(directory));

    room.say("ben", held, Word.APPROVE);
    room.say("anna", held, Word.APPROVE);
    assertThat(room.ended()).isEmpty();
    room.cast(held.id().text(), byNextKey(held));

    assertThat(room.verdicts())
        .containsExactly("counted", "counted", "approver-unknown", "counted");
    assertThat(room.ending().result()).isEqualTo(DecisionResult.ALLOWED);
  }

  @Test
  void isVoidWhereAnotherBundleIsNamed() {
    room.open("a");
    continues(Digest.of(new byte[1]));
    room.reload(People.read(directory));

    room.tick();

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
  }

  /** Nobody could say what it is about. */
  @Test
  void isVoidWhereItsTypeIsAnother() {
    Held held = room.open("a");
    continues(first.digest());
    Bundles.replace(directory, "actions/Deploy.avsc", "\"threshold\": 2", "\"threshold\": 1");
    room.reload(People.read(directory));

    room.say("ben", held, Word.APPROVE);

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(room.sealed()).isEmpty();
  }

  /** Nothing could be asked whether it is forbidden by now. */
  @Test
  void isVoidWhereItsTypeHasNoPolicy() throws IOException {
    Held held = room.open("a");
    continues(first.digest());
    Files.delete(directory.resolve("policy-deploy.yaml"));
    Files.delete(directory.resolve("rule-deploy-on-push.yaml"));
    room.reload(People.read(directory));

    room.say("ben", held, Word.APPROVE);

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
  }

  /** It would wait for persons who are no longer there. */
  @Test
  void isVoidWhereAGroupIsGone() {
    String asks = "\n    - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1}";
    Bundles.replace(directory, "policy-deploy.yaml", "statements:", "statements:" + asks);
    Bundle asking = People.read(directory);
    room.reload(asking);
    Held held = room.open("a");
    continues(asking.digest());
    Bundles.replace(directory, "policy-deploy.yaml", asks, "");
    Bundles.replace(directory, "approvers.yaml", ", duty: [dora]", "");
    room.reload(People.read(directory));

    room.say("ben", held, Word.APPROVE);

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
  }

  private Bundle both() {
    String own = key(People.key("anna"));
    Bundles.replace(directory, "approvers.yaml", own, own + ", " + key(next));
    continues(first.digest());
    return People.read(directory);
  }

  private void continues(Digest bundle) {
    String line = "  continues: ['" + bundle.text() + "']\n";
    Bundles.replace(directory, "approvers.yaml", "spec:\n", "spec:\n" + line);
  }

  private static String key(SigningKey key) {
    return "{kty: OKP, crv: Ed25519, x: " + key.jwk().text() + "}";
  }

  private String byNextKey(Held held) {
    String jws = People.verdict("anna", held, Word.APPROVE, room.now);
    byte[] claims = Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]);
    return VerdictCodec.sign(next, VerdictCodec.parse(Bytes.of(claims)).orElseThrow());
  }
}
