package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry is brought to what is declared, once, and guarded before it is changed. */
class SubjectsTest {
  private static final String SUBJECT = Subjects.name(Deploys.TOPIC, Deploys.FIRST);

  private FakeRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void namesSubjectAfterTopicAndRecord() {
    assertThat(SUBJECT).isEqualTo("sallyport.trusted.deployments-com.example.actions.Deploy");
  }

  @Test
  void registersAndGuardsNewSubject() {
    assertThat(apply(Deploys.FIRST))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.REGISTERED, Change.Kind.COMPATIBILITY_SET);
    assertThat(drift(Deploys.FIRST)).isEmpty();
  }

  @Test
  void hasNothingToDoTheSecondTime() {
    apply(Deploys.FIRST);
    registry.requests.clear();

    assertThat(apply(Deploys.FIRST)).isEmpty();
    assertThat(registry.requests).noneMatch(request -> request.startsWith("PUT"));
    assertThat(registry.requests).doesNotContain("POST /subjects/" + SUBJECT + "/versions");
  }

  @Test
  void registersCompatibleVersion() {
    apply(Deploys.FIRST);

    assertThat(apply(Deploys.COMPATIBLE))
        .containsExactly(new Change(SUBJECT, Change.Kind.REGISTERED));
  }

  @Test
  void reportsIncompatibleVersionAsRefused() {
    apply(Deploys.FIRST);

    assertThat(apply(Deploys.INCOMPATIBLE))
        .containsExactly(new Change(SUBJECT, Change.Kind.REFUSED_INCOMPATIBLE));
    assertThat(drift(Deploys.INCOMPATIBLE)).containsExactly(new Drift(SUBJECT, Drift.Lack.SCHEMA));
  }

  @Test
  void guardsExistingSubjectBeforeItRegisters() {
    apply(Deploys.FIRST);
    registry.forgetLevels();

    assertThat(apply(Deploys.INCOMPATIBLE))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.COMPATIBILITY_SET, Change.Kind.REFUSED_INCOMPATIBLE);
  }

  @Test
  void reportsDriftWithoutChangingAnything() {
    assertThat(drift(Deploys.FIRST))
        .extracting(Drift::text)
        .containsExactly(
            SUBJECT + " has no schema",
            SUBJECT + " is not BACKWARD compatible by its own configuration");
    assertThat(registry.requests).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void tellsChangesInWords() {
    assertThat(apply(Deploys.FIRST))
        .extracting(Change::text)
        .containsExactly(SUBJECT + " registered", SUBJECT + " set to BACKWARD");
  }

  private List<Change> apply(ActionType type) {
    return Subjects.apply(registry.url(), Map.of(SUBJECT, type.schema()));
  }

  private List<Drift> drift(ActionType type) {
    return Subjects.drift(registry.config(), Map.of(SUBJECT, type.schema()));
  }
}
