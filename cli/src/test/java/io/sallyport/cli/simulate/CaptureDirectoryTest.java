package io.sallyport.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureDirectoryTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String ORIGIN = "sallyport.untrusted:0:42";

  @TempDir private Path directory;

  @Test
  void readsBackWhatItSaved() {
    CaptureDirectory captures = new CaptureDirectory(directory, NOW);

    assertThat(captures.save(record("github", ORIGIN, "json-invalid"))).isTrue();

    Captured captured = all(captures).getFirst();
    assertThat(captured.name()).isEqualTo("github/sallyport.untrusted-0-42.payload");
    assertThat(captured.code()).contains(Code.JSON_INVALID);
    assertThat(captured.sample().source()).isEqualTo("github");
    assertThat(captured.sample().now()).isEqualTo(AT);
    assertThat(captured.sample().contentType()).isEmpty();
    assertThat(captured.sample().payload()).isEqualTo(Bytes.utf8("{"));
  }

  @Test
  void savesADeliveryOnce() {
    CaptureDirectory captures = new CaptureDirectory(directory, NOW);
    captures.save(record("github", ORIGIN, "json-invalid"));

    assertThat(captures.save(record("github", ORIGIN, "json-invalid"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "..", "../github", "git/hub", "Github"})
  void savesNothingOfASourceThatIsNone(String source) {
    CaptureDirectory captures = new CaptureDirectory(directory, NOW);

    assertThat(captures.save(record(source, ORIGIN, "source-unknown"))).isFalse();

    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../x:0:1", "sallyport.untrusted", "a/b:0:1"})
  void savesNothingOfAPlaceThatIsNone(String origin) {
    CaptureDirectory captures = new CaptureDirectory(directory, NOW);

    assertThat(captures.save(record("github", origin, "json-invalid"))).isFalse();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void takesTheDirectoryForTheSourceAndNowForTheTime() throws IOException {
    Files.createDirectory(directory.resolve("github"));
    Files.writeString(directory.resolve("github/push.json"), "{}");

    Captured captured = all(new CaptureDirectory(directory, NOW)).getFirst();

    assertThat(captured.sample().source()).isEqualTo("github");
    assertThat(captured.sample().now()).isEqualTo(NOW);
    assertThat(captured.code()).isEqualTo(Optional.empty());
  }

  @Test
  void takesThePrincipalFromTheSidecar() throws IOException {
    Files.createDirectory(directory.resolve("agents"));
    Files.writeString(directory.resolve("agents/plan.json"), "{}");
    Files.writeString(
        directory.resolve("agents/plan.json.delivery"), "{\"principal\":\"agent:planner\"}");

    Captured captured = all(new CaptureDirectory(directory, NOW)).getFirst();

    assertThat(captured.sample().principal()).contains("agent:planner");
  }

  @Test
  void followsNoLinks() throws IOException {
    Path outside = Files.writeString(directory.resolve("secret"), "{}");
    Path captured = Files.createDirectory(directory.resolve("captured"));
    Files.createDirectory(captured.resolve("github"));
    Files.createSymbolicLink(captured.resolve("github/push.json"), outside);

    assertThatThrownBy(() -> all(new CaptureDirectory(captured, NOW)))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("holds no payloads");
  }

  private static List<Captured> all(CaptureDirectory captures) {
    List<Captured> all = new ArrayList<>();
    captures.forEach(all::add);
    return all;
  }

  private static Quarantined record(String source, String origin, String code) {
    return new Quarantined(AT, code, "", "", "", source, origin, Bytes.utf8("{"));
  }
}
