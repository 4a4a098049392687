package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are given more partitions under a running executor. */
class GrownTopicsIT {
  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void stopsAtAPartitionThatWasNotThereAtItsStart() throws Exception {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      refreshMetadataEachSecond(stage.home().config());
      Process process = stage.home().fork();
      try {
        stage.awaitReady(process);

        grow(cluster, stage.installation().topics());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(stage.home().log()))
            .contains("partition 2: the topics had 2 partitions when this executor started");
      } finally {
        Stage.kill(process);
      }
    }
  }

  private static void refreshMetadataEachSecond(Path config) throws IOException {
    String often = "  kafka:\n    metadata.max.age.ms: '1000'\n";
    Files.writeString(config, Files.readString(config).replace("  kafka:\n", often));
  }

  private static void grow(Cluster cluster, Topics topics) throws Exception {
    List<String> names =
        List.of(topics.ledger(Seal.CELL), topics.receipts(Seal.CELL), topics.trusted(Seal.CELL));
    cluster
        .admin()
        .createPartitions(
            names.stream()
                .collect(Collectors.toMap(name -> name, _ -> NewPartitions.increaseTo(3))))
        .all()
        .get();
  }
}
