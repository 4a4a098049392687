package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** An {@code ssh-agent} that holds one Ed25519 key, which is in no file any more. */
final class AgentProcess implements AutoCloseable {
  private static final int KEY_BYTES = 32;

  private final Path directory;
  private final Process process;

  private AgentProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  static AgentProcess start(Path directory) throws Exception {
    Path socket = directory.resolve("agent");
    AgentProcess agent =
        new AgentProcess(
            directory,
            new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start());
    Awaitility.await().until(() -> Files.exists(socket));
    Files.writeString(directory.resolve("agent.cfg"), socket + "\n");
    agent.takeKey();
    return agent;
  }

  private void takeKey() throws Exception {
    Path file = directory.resolve("id");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "mandate", "-f", file.toString());
    run("ssh-add", "-q", file.toString());
    Files.delete(file);
  }

  private void run(String... command) throws Exception {
    ProcessBuilder tool = new ProcessBuilder(List.of(command)).inheritIO();
    tool.environment().put("SSH_AUTH_SOCK", directory.resolve("agent").toString());
    assertThat(tool.start().waitFor()).as(command[0]).isZero();
  }

  /** The public half, as the agent tells it. */
  Jwk jwk() {
    byte[] name =
        Optional.ofNullable(new Agent(directory.resolve("agent")).identities().get("mandate"))
            .orElseThrow();
    return new Jwk(Bytes.of(Arrays.copyOfRange(name, name.length - KEY_BYTES, name.length)));
  }

  /** From here on it takes requests and answers none. */
  void hangs() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goesOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
