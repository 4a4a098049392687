package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptWriter.Appended;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A writer that has lost its place finds it again in its own last receipt, and in nothing else. */
class ReceiptWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ReceiptBody BODY =
      new ReceiptBody.Reload(BundleVersion.unsigned(Digest.of(new byte[] {1})));

  private final ReceiptWriter writer = new ReceiptWriter("x/pay", SigningKey.generate());

  @Test
  void findsTheHeadAfterItsLastReceipt() {
    Appended first = writer.append(ChainHead.start("pay-1"), BODY, NOW);
    Appended last = writer.append(first.head(), BODY, NOW);

    assertThat(writer.headAfter("pay-1", last.jws(), NOW)).contains(last.head());
  }

  @Test
  void refusesReceiptOfAnotherChain() {
    Appended last = writer.append(ChainHead.start("pay-1"), BODY, NOW);

    assertThat(writer.headAfter("pay-0", last.jws(), NOW)).isEmpty();
  }

  @Test
  void refusesReceiptOfAnotherKey() {
    ReceiptWriter other = new ReceiptWriter("x/pay", SigningKey.generate());
    Appended last = other.append(ChainHead.start("pay-1"), BODY, NOW);

    assertThat(writer.headAfter("pay-1", last.jws(), NOW)).isEmpty();
  }

  @Test
  void findsTheHeadAfterAReceiptOfItsKeyBefore() {
    SigningKey before = SigningKey.generate();
    Appended last = new ReceiptWriter("x/pay", before).append(ChainHead.start("pay-1"), BODY, NOW);
    ReceiptWriter after = new ReceiptWriter("x/pay", SigningKey.generate(), List.of(before.jwk()));

    assertThat(after.headAfter("pay-1", last.jws(), NOW)).contains(last.head());
  }

  @Test
  void refusesChangedReceipt() {
    String jws = writer.append(ChainHead.start("pay-1"), BODY, NOW).jws();
    int middle = jws.length() / 2;
    char changed = jws.charAt(middle) == 'A' ? 'B' : 'A';

    String forged = jws.substring(0, middle) + changed + jws.substring(middle + 1);

    assertThat(writer.headAfter("pay-1", forged, NOW)).isEmpty();
  }
}
