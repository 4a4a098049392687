package io.sallyport.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Path admin = Path.of("");

  @BeforeAll
  static void starts() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    admin =
        ClientProperties.write(
            directory.resolve("admin.properties"), broker.clientProperties("admin"));
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void bringsABrokerToTheDeclaration() throws IOException {
    Path document = document("first", 2);
    Screen before = run(1, "plan", document);
    Screen applied = run(0, "apply", document);

    Screen after = run(0, "plan", document);

    assertThat(before.out())
        .contains("create topic first.trusted.deployments, partitions 2")
        .contains("allow User:ingest to write topic first.untrusted");
    assertThat(applied.out()).isEqualTo(before.out());
    assertThat(after.out()).isEmpty();
    assertThat(after.err()).isEqualTo("Nothing differs.\n");
  }

  @Test
  void refusesToChangePartitions() throws IOException {
    run(0, "apply", document("second", 2));

    Screen planned = run(1, "plan", document("second", 3), "--output", "json");
    Screen applied = run(2, "apply", document("second", 3));

    assertThat(planned.out())
        .contains("{\"change\":\"partitions-differ\",\"text\":\"topic second.");
    assertThat(applied.err()).contains("counts are fixed for life");
  }

  @Test
  void cannotCompareABundleWithoutARegistry() throws IOException {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));

    Screen screen = run(2, "plan", document("third", 2), "--bundle", bundle.toString());

    assertThat(screen.err()).contains("there is no .avsc file below");
  }

  private static Path document(String prefix, int partitions) throws IOException {
    Path file = directory.resolve(prefix + partitions + ".yaml");
    String document =
        """
        apiVersion: sallyport/v1
        kind: Topics
        metadata: {name: test}
        spec:
          prefix: %s
          replication: 1
          cells: {deployments: %d}
        """
            .formatted(prefix, partitions);
    return Files.writeString(file, document);
  }

  private static Screen run(int expected, String verb, Path document, String... more) {
    Screen screen = new Screen();
    String[] arguments = new String[5 + more.length];
    arguments[0] = "topics";
    arguments[1] = verb;
    arguments[2] = document.toString();
    arguments[3] = "--config";
    arguments[4] = admin.toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    int code = CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(arguments);
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
    return screen;
  }
}
