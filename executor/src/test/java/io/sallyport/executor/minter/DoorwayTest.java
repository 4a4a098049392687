package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.executor.cluster.Revoking;
import io.sallyport.service.admin.Health;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and what a supervisor hears when nobody is any more. */
@Timeout(30)
class DoorwayTest {
  private final RevocationWatch revocations =
      new Revoking(Duration.ofSeconds(5), 1000)
          .watch(
              Map.of("bootstrap.servers", "127.0.0.1:1"),
              new Topics("sallyport"),
              new Environment(MintTrial.ENVIRONMENT),
              List.of());

  private final Metrics metrics = new Metrics();

  @TempDir private Path home;

  @AfterEach
  void closes() {
    revocations.close();
  }

  @Test
  void hangsUpOnAnotherUserThanTheExecutors() throws IOException {
    UserPrincipal other =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("20101");
    try (Doorway doorway = opened(other);
        SocketChannel connection = connect()) {
      assertThat(connection.read(ByteBuffer.allocate(1))).isNegative();
      assertThat(doorway.problem()).isEmpty();
    }

    assertThat(metrics.text()).contains("sallyport_minter_hung_up_total{reason=\"stranger\"} 1");
  }

  @Test
  void isDeadWhenNobodyLetsInAnyMore() throws IOException {
    try (Doorway doorway = opened(new Failing());
        SocketChannel connection = connect()) {
      assertThat(connection.read(ByteBuffer.allocate(1))).isNegative();

      Awaitility.await().until(() -> doorway.problem().isPresent());
      assertThat(MinterMain.health(revocations, doorway))
          .isEqualTo(new Health.Dead("the thread that lets executors in ended"));
    }
  }

  @Test
  void isNotDeadWhileItLetsInNorWhenItStops() throws IOException {
    Doorway doorway = opened(MintTrial.me());
    assertThat(MinterMain.health(revocations, doorway)).isInstanceOf(Health.NotReady.class);
    doorway.close();
    Awaitility.await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("doorway")));

    assertThat(doorway.problem()).isEmpty();
  }

  /** A user whom nobody can compare with another: a fault that no rule foresees. */
  private record Failing() implements UserPrincipal {
    @Override
    public String getName() {
      return "failing";
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("no user to compare with");
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private Doorway opened(UserPrincipal executor) {
    MinterConfig.Door door = new MinterConfig.Door(home.resolve("socket"), executor, 4);
    Doorway doorway =
        Doorway.at(door, new MinterMetrics(metrics, new Lendings()), channel -> channel.close());
    doorway.start();
    return doorway;
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("socket")));
  }
}
