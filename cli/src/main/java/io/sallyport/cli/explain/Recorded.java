package io.sallyport.cli.explain;

import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.quarantine.QuarantineTopic;
import io.sallyport.cli.quarantine.Quarantined;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an installation keeps of a delivery, read with the inspector's rights. */
record Recorded(Optional<Story> story, Optional<Quarantined> payload) {

  /** Reads all receipts, and quarantine for what was refused. */
  static Recorded read(String id, ReceiptOptions options, List<Path> earlier) {
    ClusterOptions cluster = options.cluster();
    Map<String, Object> client = cluster.client(QuarantineTopic.READER);
    Optional<Story> story;
    try (Auditor auditor = Auditor.open(client, cluster.topics(), options.keys(), earlier)) {
      story = Story.of(id, auditor.readToEnd());
    }
    String origin = story.map(found -> found.delivery().origin().text()).orElse(id);
    Last last = new Last(origin);
    try (QuarantineTopic topic = QuarantineTopic.open(client, cluster.topics().quarantine())) {
      topic.readAll(last);
    }
    return new Recorded(story, last.found());
  }

  /** The last record of one delivery. Owned by one thread. */
  private static final class Last implements QuarantineTopic.Reader {
    private final String origin;
    private Optional<Quarantined> found = Optional.empty();

    Last(String origin) {
      this.origin = origin;
    }

    @Override
    public void read(Quarantined record) {
      if (record.origin().equals(origin)) {
        found = Optional.of(record);
      }
    }

    Optional<Quarantined> found() {
      return found;
    }
  }
}
