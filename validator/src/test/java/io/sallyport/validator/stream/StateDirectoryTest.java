package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir private Path root;
  private Path task;
  private Path process;

  @BeforeEach
  void fill() throws IOException {
    task = root.resolve("app/0_1/rocksdb/seen");
    process = root.resolve("app/kafka-streams-process-metadata");
    Files.createDirectories(task);
    Files.writeString(task.resolve("000001.sst"), "x");
    Files.writeString(process, "id");
  }

  @Test
  void keepsTheStoresAfterACleanStop() {
    new StateDirectory(root, "app").closedCleanly();

    new StateDirectory(root, "app").open();

    assertThat(task.resolve("000001.sst")).exists();
  }

  @Test
  void deletesTheStoresAfterAnyOtherStop() {
    new StateDirectory(root, "app").open();

    assertThat(root.resolve("app/0_1")).doesNotExist();
    assertThat(process).exists();
  }

  @Test
  void trustsACleanStopOnce() {
    new StateDirectory(root, "app").closedCleanly();
    new StateDirectory(root, "app").open();

    new StateDirectory(root, "app").open();

    assertThat(root.resolve("app/0_1")).doesNotExist();
  }

  @Test
  void beginsWithoutADirectory() {
    new StateDirectory(root, "other").open();

    assertThat(root.resolve("other")).isEmptyDirectory();
  }
}
