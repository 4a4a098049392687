package io.sallyport.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle's digest covers, and what is too much. */
class BundleFilesTest {
  @TempDir private Path directory;

  @Test
  void readsFilesUpToTheirLimit() throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[BundleFiles.MAX_FILE_BYTES]);

    assertThat(BundleFiles.read(directory).texts()).hasSize(1);
  }

  @Test
  void refusesFileAboveLimit() throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[BundleFiles.MAX_FILE_BYTES + 1]);

    assertThatThrownBy(() -> BundleFiles.read(directory))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("larger than 1MiB");
  }

  @Test
  void readsAsManyFilesAsTheLimit() throws IOException {
    write(BundleFiles.MAX_FILES);

    assertThat(BundleFiles.read(directory).texts()).hasSize(BundleFiles.MAX_FILES);
  }

  @Test
  void refusesOneFileMore() throws IOException {
    write(BundleFiles.MAX_FILES + 1);

    assertThatThrownBy(() -> BundleFiles.read(directory))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("more than 1000 files");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Files.write(directory.resolve("a.avsc"), new byte[] {(byte) 0xff});

    assertThatThrownBy(() -> BundleFiles.read(directory))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void tellsWhereNameEndsAndContentBegins() throws IOException {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(one.resolve("a.yaml"), ".yaml");
    Files.writeString(other.resolve("a.yaml.yaml"), "");

    assertThat(BundleFiles.read(one).digest()).isNotEqualTo(BundleFiles.read(other).digest());
  }

  private void write(int count) throws IOException {
    for (int file = 0; file < count; file++) {
      Files.writeString(directory.resolve(file + ".yaml"), "");
    }
  }
}
