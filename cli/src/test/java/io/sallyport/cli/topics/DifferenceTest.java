package io.sallyport.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.confluent.Change;
import io.sallyport.confluent.Drift;
import io.sallyport.contract.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final String SUBJECT = "sallyport.trusted.deployments-com.example.actions.Deploy";

  @Test
  void tellsProgramsAStableWord() {
    Difference difference = Difference.of(new Drift(SUBJECT, Drift.Lack.SUBJECT));

    assertThat(new String(StrictJson.write(difference.json()), StandardCharsets.UTF_8))
        .isEqualTo("{\"change\":\"create-subject\",\"text\":\"" + SUBJECT + " has no schema\"}");
  }

  @Test
  void knowsWhatTheRegistryRefused() {
    Change refused = new Change(SUBJECT, Change.Kind.REFUSED_INCOMPATIBLE);

    assertThat(Difference.of(refused).isRefused()).isTrue();
  }

  @Test
  void callsWhatWasRegisteredDone() {
    assertThat(Difference.of(new Change(SUBJECT, Change.Kind.REGISTERED)).isRefused()).isFalse();
    assertThat(Difference.of(new Change(SUBJECT, Change.Kind.COMPATIBILITY_SET)).isRefused())
        .isFalse();
  }
}
