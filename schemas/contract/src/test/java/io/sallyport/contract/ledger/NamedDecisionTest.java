package io.sallyport.contract.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a claim keeps of the decision that its mandate named. */
class NamedDecisionTest {
  private static final Digest BEFORE = Digest.of(new byte[] {3});
  private static final String NAMED = "\"decision\":\"gate-3/17\",";

  @Test
  void isReadAsItWasWritten() {
    String json = claim().replace(NAMED, NAMED + "\"before\":\"" + BEFORE.text() + "\",");

    Claim claim = read(json);

    assertThat(claim.decision()).contains(new NamedReceipt("gate-3/17", Optional.of(BEFORE)));
    assertThat(new String(LedgerCodec.write(claim), UTF_8)).isEqualTo(json);
  }

  @Test
  void isNotThereInClaimsOfBefore() {
    assertThat(read(claim().replace(NAMED, "")).decision()).isEmpty();
  }

  private static String claim() {
    return new String(LedgerCodec.write(LedgerCodecTest.CLAIM), UTF_8);
  }

  private static Claim read(String json) {
    return (Claim) LedgerCodec.parse(json.getBytes(UTF_8)).orElseThrow();
  }
}
