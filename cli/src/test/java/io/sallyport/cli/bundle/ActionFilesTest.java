package io.sallyport.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionFilesTest {
  private static final String DEPLOY =
      """
      {"type": "record", "name": "Deploy", "namespace": "com.example.actions", "doc": "Deploys.",
       "effect": "write", "cell": "deployments", "orderBy": "repository", "idempotent": false,
       "maxTtl": "15m", "classification": "internal", "minAssurance": "shared",
       "fields": [
        {"name": "repository",
         "type": {"type": "string", "maxLength": 100, "pattern": "[a-z0-9-]+/[a-z0-9._-]+"}}]}
      """;

  @TempDir private Path bundle;

  @Test
  void findsSchemasInAnyDirectory() throws IOException {
    Path actions = Files.createDirectories(bundle.resolve("actions/deploy"));
    Files.writeString(actions.resolve("Deploy.avsc"), DEPLOY);
    Files.writeString(bundle.resolve("rules.yaml"), "not a schema");

    assertThat(ActionFiles.read(bundle))
        .extracting(ActionType::name)
        .containsExactly("com.example.actions.Deploy");
  }

  @Test
  void refusesASchemaThatBreaksTheRules() throws IOException {
    Files.writeString(bundle.resolve("Deploy.avsc"), DEPLOY.replace("\"maxLength\": 100, ", ""));

    assertThatThrownBy(() -> ActionFiles.read(bundle))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("Deploy.avsc is refused");
  }

  @Test
  void refusesADirectoryWithoutSchemas() {
    assertThatThrownBy(() -> ActionFiles.read(bundle))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("no .avsc file");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Files.writeString(bundle.resolve("Deploy.avsc"), " ".repeat((1 << 20) + 1));

    assertThatThrownBy(() -> ActionFiles.read(bundle))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("larger than 1 MiB");
  }
}
