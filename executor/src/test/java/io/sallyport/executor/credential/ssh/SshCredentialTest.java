package io.sallyport.executor.credential.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases: how many, for how long, and what is left of them. */
class SshCredentialTest {
  private static final String COMMAND = "/usr/bin/restart {service}";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private Authority authority;
  private final List<Event> events = new ArrayList<>();

  @BeforeEach
  void makes() {
    authority = Authority.in(directory);
  }

  @Test
  void namesInReceiptsWhatItIsGoodFor() {
    try (Lease lease = lease(credential(MINUTE), "web").orElseThrow()) {
      assertThat(lease.terms().orElseThrow().credential()).isEqualTo("ssh");
      assertThat(lease.terms().orElseThrow().scope()).contains("deploy-web: /usr/bin/restart web");
    }
    assertThat(events).containsExactly(Event.GRANTED);
  }

  @ParameterizedTest
  @CsvSource({
    "100.000, 30000, 95, 130",
    "100.999, 30000, 95, 130",
    "100.999, 1000, 95, 101",
    "100.500, 1500, 95, 102",
    "100.499, 1500, 95, 101"
  })
  void isOverInTheSecondInWhichTheLeaseEnds(String now, long millis, long from, long until) {
    Instant instant = Instant.ofEpochMilli(Math.round(Double.parseDouble(now) * 1000));
    SshCredential credential =
        authority.credential(
            authority.spec(COMMAND), Duration.ofMillis(millis), InstantSource.fixed(instant));

    try (Lease lease = lease(credential, "web").orElseThrow()) {
      assertThat(validity(lease)).containsExactly(from, until);
    }
  }

  @Test
  void lendsNoMoreThanItsLimitAtATime() {
    SshCredential credential = credential(MINUTE);
    Lease first = lease(credential, "web").orElseThrow();
    Lease second = lease(credential, "web").orElseThrow();
    assertThat(lease(credential, "web")).isEmpty();

    first.close();

    lease(credential, "web").orElseThrow().close();
    second.close();
    assertThat(events).containsExactly(Event.GRANTED, Event.GRANTED, Event.REFUSED, Event.GRANTED);
  }

  @Test
  void keepsNoKeyAfterTheLease() {
    Lease lease = lease(credential(MINUTE), "web").orElseThrow();

    lease.close();

    assertThatThrownBy(lease::material).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hasAnotherKeyAndSerialForEachAction() {
    SshCredential credential = credential(MINUTE);
    try (Lease first = lease(credential, "web").orElseThrow();
        Lease second = lease(credential, "web").orElseThrow()) {
      assertThat(first.material()).isNotEqualTo(second.material());
      assertThat(first.terms().orElseThrow().id()).isNotEqualTo(second.terms().orElseThrow().id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-a", "$(id)", "a\nb", "../x"})
  void lendsNothingForValueThatCannotStand(String value) {
    SshCredential credential = credential(MINUTE);

    assertThat(lease(credential, value)).isEmpty();
    assertThat(events).containsExactly(Event.REFUSED);
  }

  @Test
  void lendsNothingWithoutItsKeyAndTakesNoPlaceForThat() throws IOException {
    SshCredential credential = credential(MINUTE);
    byte[] pem = Files.readAllBytes(authority.file());
    Files.delete(authority.file());
    for (int i = 0; i < 3; i++) {
      assertThat(lease(credential, "web")).isEmpty();
    }

    Files.write(authority.file(), pem);
    Files.setPosixFilePermissions(authority.file(), PosixFilePermissions.fromString("r--------"));

    lease(credential, "web").orElseThrow().close();
  }

  @Test
  void showsNoKeyInWords() throws IOException {
    String pem = Files.readString(authority.file()).lines().skip(1).findFirst().orElseThrow();
    SshCredential credential = credential(MINUTE);
    try (Lease lease = lease(credential, "web").orElseThrow()) {
      String key = new String(lease.material(), US_ASCII).lines().toList().get(3);

      assertThat(lease + " " + lease.terms() + credential + credential.spec())
          .doesNotContain(key)
          .doesNotContain(pem);
    }
  }

  @Test
  void isNarrowedByTheFieldsOfBothTemplates() {
    assertThat(credential(MINUTE).fields()).containsExactly("service");
  }

  private SshCredential credential(Duration longest) {
    SshCredential credential = authority.credential(COMMAND, longest);
    credential.report((_, event) -> events.add(event));
    return credential;
  }

  private static Optional<Lease> lease(SshCredential credential, String service) {
    return credential.lease(Authority.request(service));
  }

  /** Behind the one principal, whose length is known. */
  private static List<Long> validity(Lease lease) {
    String certificate = lease.companion().orElseThrow();
    ByteBuffer fields = ByteBuffer.wrap(Base64.getDecoder().decode(certificate.split(" ", -1)[1]));
    for (int i = 0; i < 3; i++) {
      skip(fields);
    }
    fields.getLong();
    fields.getInt();
    skip(fields);
    skip(fields);
    return List.of(fields.getLong(), fields.getLong());
  }

  private static void skip(ByteBuffer fields) {
    int length = fields.getInt();
    fields.position(fields.position() + length);
  }
}
