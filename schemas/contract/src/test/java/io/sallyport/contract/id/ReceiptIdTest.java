package io.sallyport.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReceiptIdTest {
  @Test
  void tellsThePlaceInItsChain() {
    assertThat(ReceiptId.seq(ReceiptId.of("desk-0", 17))).isEqualTo(17);
    assertThat(ReceiptId.chain(ReceiptId.of("desk-0", 17))).isEqualTo("desk-0");
    assertThat(ReceiptId.seq(ReceiptId.of("desk-11", 999_999_999_999_999_999L)))
        .isEqualTo(999_999_999_999_999_999L);
  }

  @Test
  void refusesWhatIsNone() {
    assertThatThrownBy(() -> ReceiptId.seq("desk-0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReceiptId.seq("desk-0/-1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
