package io.sallyport.executor.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.ambient.Ambient.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("NHI6")
class AmbientTest {
  private static final Set<Kind> NOTHING = EnumSet.noneOf(Kind.class);

  @TempDir private Path root;

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(around(List.of()).find(NOTHING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/shadow",
        "etc/krb5.keytab",
        "var/run/secrets/kubernetes.io/serviceaccount/token",
        "var/run/secrets/eks.amazonaws.com/serviceaccount/token",
        "home/.aws/credentials",
        "home/.config/gcloud/application_default_credentials.json",
        "home/.docker/config.json",
        "home/.git-credentials",
        "home/.kube/config",
        "home/.netrc",
        "home/.pgpass",
        "home/.ssh/id_ed25519",
        "home/.vault-token"
      })
  void findsFile(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "s3cret");

    assertThat(around(List.of()).find(NOTHING)).containsExactly(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"home/.ssh/id_ed25519.pub", "home/.ssh/config", "home/notes/.netrc"})
  void leavesOtherFilesAlone(String name) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.createFile(root.resolve(name));

    assertThat(around(List.of()).find(NOTHING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var/run/docker.sock",
        "run/containerd/containerd.sock",
        "run/user/1000/gnupg/S.gpg-agent",
        "run/user/1000/keyring/ssh",
        "tmp/ssh-XXXX/agent.12",
        "home/.gnupg/S.gpg-agent"
      })
  void findsSocketOfAgent(String name) throws IOException {
    Path socket = root.resolve(name);
    Files.createDirectories(socket.getParent());
    try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      agent.bind(UnixDomainSocketAddress.of(socket));

      assertThat(around(List.of()).find(NOTHING)).containsExactly(socket.toString());
    }
  }

  @Test
  void takesNoFileForAnAgent() throws IOException {
    Files.createDirectories(root.resolve("var/run"));
    Files.createFile(root.resolve("var/run/docker.sock"));

    assertThat(around(List.of()).find(NOTHING)).isEmpty();
  }

  @Test
  void findsMetadataServiceThatTakesConnections() throws IOException {
    InetSocketAddress shut = shut();
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress open = address(service);

      assertThat(around(List.of(shut, open)).find(NOTHING))
          .containsExactly(open.getHostString() + ":" + open.getPort());
    }
  }

  @Test
  void knowsTheServiceThatMostCloudsHave() {
    assertThat(Ambient.ofProcess().services())
        .contains(new InetSocketAddress("169.254.169.254", 80));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void leavesOutTheKindThatIsTolerated(Kind kind) throws IOException {
    Files.createDirectories(root.resolve("home"));
    Files.createFile(root.resolve("home/.netrc"));
    Path agent = root.resolve("home/.gnupg/S.gpg-agent");
    Files.createDirectories(agent.getParent());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket.bind(UnixDomainSocketAddress.of(agent));
      Ambient laden =
          new Ambient(Map.of("TOKEN", "x"), root, root.resolve("home"), List.of(address(service)));

      assertThat(laden.find(NOTHING)).hasSize(4);
      assertThat(laden.find(EnumSet.of(kind))).hasSize(3);
    }
  }

  private Ambient around(List<InetSocketAddress> services) {
    return new Ambient(Map.of("PATH", "/bin"), root, root.resolve("home"), services);
  }

  private static InetSocketAddress shut() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(socket);
    }
  }

  private static InetSocketAddress address(ServerSocket socket) {
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }
}
