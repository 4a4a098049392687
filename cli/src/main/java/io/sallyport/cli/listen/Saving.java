package io.sallyport.cli.listen;

import io.sallyport.cli.quarantine.QuarantineTopic;
import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.cli.simulate.CaptureDirectory;
import java.time.Duration;
import java.util.Optional;

/** Writes refused payloads to a capture, for 'simulate'. Owned by one thread. */
final class Saving implements AutoCloseable {
  private final QuarantineTopic topic;
  private final CaptureDirectory captures;
  private final Optional<String> source;
  private long saved;

  /** Of what comes to {@code topic} from now on, of {@code source} if one is named. */
  Saving(QuarantineTopic topic, CaptureDirectory captures, Optional<String> source) {
    this.topic = topic;
    this.captures = captures;
    this.source = source;
    topic.seekToEnd();
  }

  /** Writes what has come, and waits that long for it. */
  void follow(Duration wait) {
    topic.follow(wait, this::save);
  }

  private void save(Quarantined record) {
    boolean wanted = source.map(record.source()::equals).orElse(true);
    saved += wanted && captures.save(record) ? 1 : 0;
  }

  /** How many payloads were written. */
  long saved() {
    return saved;
  }

  @Override
  public void close() {
    topic.close();
  }
}
