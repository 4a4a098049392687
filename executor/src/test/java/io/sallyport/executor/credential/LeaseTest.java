package io.sallyport.executor.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.receipt.Execution;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final byte[] secret = "s3cret".getBytes(StandardCharsets.US_ASCII);
  private final AtomicInteger ends = new AtomicInteger();
  private final Lease lease =
      Lease.of(
          Optional.of("role"),
          secret,
          new Execution.Lease("A".repeat(22), "ci", Optional.empty()),
          ends::incrementAndGet);

  @Test
  void isUsableUntilItIsClosed() {
    assertThat(lease.companion()).contains("role");
    assertThat(lease.password()).isEqualTo("s3cret");
    assertThat(lease.bearer()).isEqualTo("Bearer s3cret");
    assertThat(lease.material()).isEqualTo(secret).isNotSameAs(secret);
  }

  @Test
  void wipesItsSecretAndEndsOnce() {
    lease.close();
    lease.close();

    assertThat(secret).containsOnly(0);
    assertThat(ends).hasValue(1);
    assertThatThrownBy(lease::material).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(lease::password).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(lease::bearer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsNoSecretInWords() {
    assertThat(lease.toString()).isEqualTo("Lease[open]");
  }
}
