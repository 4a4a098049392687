package io.sallyport.contract.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void readsWhatItWrites() {
    TraceParent place = TraceParent.parse(TEXT).orElseThrow();

    assertThat(place.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(place.spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(place.text()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0\u0661"
      })
  void readsNothingElse(String text) {
    assertThat(TraceParent.parse(text)).isEmpty();
  }

  @Test
  void isMadeOfAnActionsId() {
    byte[] id = new byte[32];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) i;
    }
    String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    String hex = HexFormat.of().formatHex(id);

    assertThat(TraceParent.of(new ActionId(text)).text())
        .isEqualTo("00-" + hex.substring(0, 32) + "-" + hex.substring(32, 48) + "-01");
  }
}
