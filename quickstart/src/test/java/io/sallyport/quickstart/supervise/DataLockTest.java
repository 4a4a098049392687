package io.sallyport.quickstart.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory has one supervisor at a time. */
class DataLockTest {
  @TempDir private Path directory;

  @Test
  void isRefusedWhileItIsHeld() {
    try (var held = DataLock.take(directory).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(DataLock.take(directory)).isEmpty();
    }
  }

  @Test
  void isFreeAfterItsHolderClosedIt() {
    DataLock.take(directory).orElseThrow().close();

    try (var again = DataLock.take(directory).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }
}
