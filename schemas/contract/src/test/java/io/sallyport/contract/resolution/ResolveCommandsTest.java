package io.sallyport.contract.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import io.sallyport.contract.resolution.ResolveCommands.Read;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose commands count, for whom and when. */
class ResolveCommandsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_089_600);
  private static final String CELL = "prod-k4x/deployments";
  private static final SigningKey FIRST = SigningKey.generate();
  private static final SigningKey SECOND = SigningKey.generate();
  private static final Doubt DOUBT =
      new Doubt(
          new ActionId("A".repeat(43)),
          "deployments-1/7",
          Digest.of(new byte[] {1}),
          new Origin("sallyport.receipts.deployments", 1, 12));

  private final ResolveCommands commands =
      new ResolveCommands(
          CELL,
          List.of(Signer.active("first", FIRST.jwk()), Signer.active("second", SECOND.jwk())),
          Duration.ofSeconds(5));

  @Test
  void readsAnOperatorsCommand() {
    ResolveCommand command = command("first", CELL, Optional.empty());
    String jws = ResolveCommandCodec.sign(FIRST, command);

    assertThat(commands.read(jws, NOW, NOW))
        .isEqualTo(new Read.Signed(command, Digest.of(Bytes.utf8(jws))));
  }

  @Test
  void refusesKeysThatNobodyPinned() {
    String jws = ResolveCommandCodec.sign(SigningKey.generate(), command("first"));

    assertThat(commands.read(jws, NOW, NOW)).isEqualTo(new Read.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesAnotherOperatorsName() {
    String jws = ResolveCommandCodec.sign(SECOND, command("first"));

    assertThat(commands.read(jws, NOW, NOW))
        .isEqualTo(new Read.Refused(Code.RESOLUTION_UNAUTHORISED));
  }

  @ParameterizedTest
  @CsvSource({"prod-k4x/payments", "test-k4x/deployments", "prod-k4x/validator"})
  void refusesAnotherAudience(String audience) {
    String jws = ResolveCommandCodec.sign(FIRST, command("first", audience, Optional.empty()));

    assertThat(commands.read(jws, NOW, NOW))
        .isEqualTo(new Read.Refused(Code.RESOLUTION_UNAUTHORISED));
  }

  @Test
  void refusesEachTamperedCharacter() {
    String jws = ResolveCommandCodec.sign(FIRST, command("first"));
    for (int i = 0; i < jws.length(); i++) {
      char other = jws.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = jws.substring(0, i) + other + jws.substring(i + 1);

      assertThat(commands.read(tampered, NOW, NOW)).isInstanceOf(Read.Refused.class);
    }
  }

  @Test
  void refusesSignaturesOfAnotherPurpose() {
    byte[] claims = ResolveCommandCodec.write(command("first"));

    assertThat(commands.read(Jws.sign(FIRST, Typ.REVOCATION, claims), NOW, NOW))
        .isEqualTo(new Read.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesOtherClaims() {
    String jws = Jws.sign(FIRST, Typ.COMMAND, new byte[] {'{', '}'});

    assertThat(commands.read(jws, NOW, NOW)).isEqualTo(new Read.Refused(Code.RESOLUTION_MALFORMED));
  }

  @ParameterizedTest
  @CsvSource({
    "-6,0,false",
    "-5,0,true",
    "0,599,true",
    "0,600,false",
    "599,599,true",
    "600,0,false"
  })
  void countsInItsTimeOnly(long appended, long used, boolean counts) {
    String jws = ResolveCommandCodec.sign(FIRST, command("first"));

    Read read = commands.read(jws, NOW.plusSeconds(appended), NOW.plusSeconds(used));

    assertThat(read instanceof Read.Signed).isEqualTo(counts);
    if (!counts) {
      assertThat(read).isEqualTo(new Read.Refused(Code.RESOLUTION_EXPIRED));
    }
  }

  @Test
  void refusesRevokedKeys() {
    Signer revoked = new Signer("first", FIRST.jwk(), PinnedKey.State.REVOKED, Instant.MAX);
    ResolveCommands without = new ResolveCommands(CELL, List.of(revoked), Duration.ZERO);

    assertThat(without.read(ResolveCommandCodec.sign(FIRST, command("first")), NOW, NOW))
        .isEqualTo(new Read.Refused(Code.KEY_NOT_VALID));
  }

  @Test
  void refusesTwoOperatorsWithOneKey() {
    List<Signer> same =
        List.of(Signer.active("first", FIRST.jwk()), Signer.active("second", FIRST.jwk()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResolveCommands(CELL, same, Duration.ZERO));
  }

  @Test
  void aSecondNamesTheFirstAndSaysTheSame() {
    ResolveCommand first = command("first");
    Digest digest = Digest.of(new byte[] {9});
    ResolveCommand second = command("second", CELL, Optional.of(digest));

    assertThat(second.isSecondOf(first, digest)).isTrue();
    assertThat(second.isSecondOf(first, Digest.of(new byte[] {8}))).isFalse();
    assertThat(command("first", CELL, Optional.of(digest)).isSecondOf(first, digest)).isFalse();
    assertThat(second.isSecondOf(command("first", CELL, Optional.of(digest)), digest)).isFalse();
    assertThat(second.isSecondOf(said("first", DOUBT, Finding.NOT_PERFORMED), digest)).isFalse();
    Doubt other = new Doubt(DOUBT.action(), "deployments-1/8", DOUBT.digest(), DOUBT.origin());
    assertThat(second.isSecondOf(said("first", other, Finding.PERFORMED), digest)).isFalse();
  }

  private static ResolveCommand command(String operator) {
    return command(operator, CELL, Optional.empty());
  }

  private static ResolveCommand said(String operator, Doubt doubt, Finding finding) {
    return command(operator, CELL, doubt, new Word(finding, Optional.empty()));
  }

  private static ResolveCommand command(
      String operator, String audience, Optional<Digest> confirms) {
    return command(operator, audience, DOUBT, new Word(Finding.PERFORMED, confirms));
  }

  private static ResolveCommand command(String operator, String audience, Doubt doubt, Word word) {
    return new ResolveCommand(
        operator,
        audience,
        "c0mmand-0000000000000001",
        NOW,
        NOW.plusSeconds(600),
        doubt,
        word,
        "seen in its log");
  }
}
