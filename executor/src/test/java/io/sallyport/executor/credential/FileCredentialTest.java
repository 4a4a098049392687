package io.sallyport.executor.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.ActionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCredentialTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final GenericRecord FIELDS =
      new GenericData.Record(SchemaBuilder.record("Deploy").fields().endRecord());
  private static final String TOKEN = "t0ken-of-the-target";

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {TOKEN, TOKEN + "\n", TOKEN + "\r\n"})
  void leasesTokenWithoutItsLineEnd(String content) throws IOException {
    FileCredential credential = credential(content, "rw-------");

    try (Lease lease = credential.lease(within(Duration.ZERO)).orElseThrow()) {
      assertThat(lease.bearer()).isEqualTo("Bearer " + TOKEN);
    }
  }

  @Test
  void neverShowsTheToken() throws IOException {
    FileCredential credential = credential(TOKEN, "r--------");

    try (Lease lease = credential.lease(within(Duration.ZERO)).orElseThrow()) {
      assertThat(lease.toString() + credential).doesNotContain(TOKEN);
    }
  }

  @Test
  void endedLeaseIsUseless() throws IOException {
    Lease lease = credential(TOKEN, "r--------").lease(within(Duration.ZERO)).orElseThrow();
    lease.close();
    lease.close();

    assertThatThrownBy(lease::bearer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leasesNoMoreThanItsLimit() throws IOException {
    FileCredential credential = credential(TOKEN, "r--------");
    Lease first = credential.lease(within(Duration.ZERO)).orElseThrow();
    Optional<Lease> second = credential.lease(within(Duration.ZERO));

    assertThat(second).isPresent();
    assertThat(credential.lease(within(Duration.ofMillis(1)))).isEmpty();
    first.close();
    assertThat(credential.lease(within(Duration.ZERO))).isPresent();
  }

  @Test
  void readsReplacedFile() throws IOException {
    FileCredential credential = credential("old", "rw-------");
    Files.writeString(home.resolve("token"), "new");

    try (Lease lease = credential.lease(within(Duration.ZERO)).orElseThrow()) {
      assertThat(lease.bearer()).isEqualTo("Bearer new");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "r-----r--", "rwx------", "rw--w----"})
  void refusesFileThatOthersCanUse(String mode) throws IOException {
    FileCredential credential = credential(TOKEN, mode);

    assertThat(secret().problem()).hasValueSatisfying(p -> assertThat(p).contains("chmod 0400"));
    assertThat(credential.lease(within(Duration.ZERO))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two words", "two\nlines", "t\u00e9", "nul\0", "\ttab"})
  void refusesWhatIsNoToken(String content) throws IOException {
    credential(content, "r--------");

    assertThat(secret().problem()).isPresent();
  }

  @Test
  void acceptsTokenAtTheSizeLimitOnly() throws IOException {
    credential("x".repeat(SecretFile.MAX_BYTES), "rw-------");

    assertThat(secret().problem()).isEmpty();
    Files.writeString(home.resolve("token"), "x".repeat(SecretFile.MAX_BYTES + 1));
    assertThat(secret().problem()).isPresent();
  }

  @Test
  void refusesSymbolicLinkAndMissingFile() throws IOException {
    credential(TOKEN, "rw-------");
    Files.createSymbolicLink(home.resolve("link"), home.resolve("token"));

    assertThat(new SecretFile(home.resolve("link")).problem()).isPresent();
    assertThat(new SecretFile(home.resolve("none")).problem()).isPresent();
  }

  private static LeaseRequest within(Duration patience) {
    return new LeaseRequest(new ActionId("A".repeat(43)), FIELDS, patience);
  }

  private FileCredential credential(String content, String mode) throws IOException {
    Path file = home.resolve("token");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return new FileCredential(secret(), new LeaseLimit("ci", 2, LONGEST));
  }

  private SecretFile secret() {
    return new SecretFile(home.resolve("token"));
  }
}
