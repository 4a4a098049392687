package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.Verification.Reason;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519SignatureTest {

  /** The same signed characters, cut elsewhere. */
  @Test
  void movesNothingBetweenTheTimeAndTheBody() {
    byte[] body = "5{}".getBytes(UTF_8);
    String seconds = "1700000000";
    String signature = HexFormat.of().formatHex(Sample.sign(seconds.getBytes(UTF_8), body));
    Sample moved =
        Sample.of("ed25519")
            .body("{}".getBytes(UTF_8))
            .with("x-signature-timestamp", "17000000005")
            .with("x-signature-ed25519", signature);

    assertThat(moved.verifyAt(Instant.ofEpochSecond(17_000_000_005L)))
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }
}
