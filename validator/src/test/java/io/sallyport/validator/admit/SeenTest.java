package io.sallyport.validator.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Digest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Seen SEEN = Seen.of(NOW, NOW.plusSeconds(60), DIGEST);

  @Test
  void takes32BytesAndComesBack() {
    assertThat(SEEN.encode()).hasSize(32);
    assertThat(Seen.decode(SEEN.encode())).contains(SEEN);
  }

  @Test
  void readsNothingElse() {
    assertThat(Seen.decode(new byte[31])).isEmpty();
    assertThat(Seen.decode(new byte[33])).isEmpty();
  }

  @Test
  void isOverAtItsEnd() {
    assertThat(SEEN.isOver(NOW.plusMillis(59_999))).isFalse();
    assertThat(SEEN.isOver(NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void knowsItsOwnBody() {
    assertThat(SEEN.isOf(DIGEST)).isTrue();
    assertThat(SEEN.isOf(Digest.of(new byte[] {2}))).isFalse();
  }
}
