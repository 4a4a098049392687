package io.sallyport.cli.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.WireFormat;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.approver.OwnBundle.Seen;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.held.Held;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A held action is what the approver's own schema says, or nothing. */
@Tag("ASI09")
class OwnBundleTest {
  private static final ActionType TYPE = Persons.type(200);

  @TempDir private Path directory;
  private Path bundle = Path.of("");

  @BeforeEach
  void writesPersons() throws Exception {
    Persons persons = new Persons(directory, new Topics("own"));
    persons.write();
    bundle = directory.resolve("bundle");
  }

  @Test
  void seesWhatIsExactlyItsOwn() {
    assertThat(OwnBundle.read(bundle).see(Holdings.held(TYPE, "fine")))
        .isInstanceOf(Seen.Legible.class);
  }

  @Test
  void seesNoOtherSchema() {
    assertThat(reason(Holdings.held(Persons.type(201), "fine"))).contains("yours is sha256:");
    assertThat(new OwnBundle(Map.of(), OwnBundle.read(bundle).approvers()).see(held("fine")))
        .isEqualTo(new Seen.Illegible("you have no schema of com.example.actions.Release"));
  }

  @Test
  void seesNoBytesThatAreNotTheRecordAndNothingElse() {
    byte[] value = Holdings.value(TYPE, "fine");
    byte[] longer = java.util.Arrays.copyOf(value, value.length + 1);

    assertThat(reason(Holdings.of(TYPE, longer))).contains("TRAILING_BYTES");
    assertThat(reason(Holdings.of(TYPE, WireFormat.frame(1, new byte[] {1, 1}))))
        .contains("MALFORMED");
  }

  @Test
  void seesNothingThatBreaksItsConstraints() {
    assertThat(reason(held("x".repeat(201)))).contains("breaks constraints");
    assertThat(OwnBundle.read(bundle).see(held("x".repeat(200)))).isInstanceOf(Seen.Legible.class);
  }

  @Test
  void needsExactlyOneListOfApprovers() throws Exception {
    Files.copy(bundle.resolve("approvers.yaml"), bundle.resolve("more.yaml"));

    assertThatThrownBy(() -> OwnBundle.read(bundle))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("there are 2 Approvers documents");
    Files.delete(bundle.resolve("more.yaml"));
    Files.delete(bundle.resolve("approvers.yaml"));
    assertThatThrownBy(() -> OwnBundle.read(bundle)).hasMessageContaining("there are 0 Approvers");
  }

  private static Held held(String note) {
    return Holdings.held(TYPE, note);
  }

  private String reason(Held held) {
    return ((Seen.Illegible) OwnBundle.read(bundle).see(held)).reason();
  }
}
