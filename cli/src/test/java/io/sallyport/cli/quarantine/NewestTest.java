package io.sallyport.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import org.junit.jupiter.api.Test;

class NewestTest {
  private final Newest newest = new Newest(2);

  @Test
  void keepsAllUpToTheLimitTheNewestLast() {
    add(5, 3);

    assertThat(newest.refusals().map(Refusal::bytes)).containsExactly(3, 5);
    assertThat(newest.seen()).isEqualTo(2);
  }

  @Test
  void dropsTheOldestBeyondTheLimit() {
    add(5, 3, 4);

    assertThat(newest.refusals().map(Refusal::bytes)).containsExactly(4, 5);
    assertThat(newest.seen()).isEqualTo(3);
  }

  private void add(int... seconds) {
    for (int second : seconds) {
      var headers = Refused.headers("json-invalid", Refused.ORIGIN);
      Bytes payload = Bytes.of(new byte[second]);
      newest.add(Refusal.of(Quarantined.from(Refused.record(second, headers, payload))));
    }
  }
}
