package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Exports that have what a broker has no more. They are verified as anything else: each begins
 * where its chains do, or goes on from the one before it.
 *
 * @param files the earliest first
 * @param topics whose receipts they have to hold
 * @param writers the writers that have a key
 */
public record EarlierExports(List<Path> files, Topics topics, List<Writer> writers) {
  /** Copies the lists. */
  public EarlierExports {
    files = List.copyOf(files);
    writers = List.copyOf(writers);
  }

  /** Whoever takes what they hold. */
  public interface Taker {
    /** What follows is read elsewhere; see {@link Chains#goOn}. */
    void goOn(Predicate<TopicPartition> isCut);

    /** Takes the record that follows. */
    void accept(ReceiptRecord record, Instant now);
  }

  /** Reads them all; refuses what is no whole export of this installation. */
  public void read(Taker taker) {
    for (Path file : files) {
      taker.goOn(_ -> true);
      read(file, taker);
    }
  }

  private void read(Path file, Taker taker) {
    Instant now = Instant.now();
    ExportFile.Taker receipts =
        new ExportFile.Taker() {
          @Override
          public void opened(Topics named) {
            if (!named.equals(topics)) {
              throw new CannotRun(
                  file + " is an export of " + named.prefix() + ".", "Say which: --prefix PREFIX.");
            }
          }

          @Override
          public void take(ReceiptRecord record) {
            if (writers.stream().map(Writer::topic).noneMatch(record.topic()::equals)) {
              throw ReceiptKeys.missing(topics, record.topic());
            }
            taker.accept(record, now);
          }
        };
    try {
      Optional<Long> bad = ExportFile.read(file, StrictJson::read, receipts);
      if (bad.isPresent()) {
        throw new CannotRun(
            file + " is no whole export of receipts: its line " + bad.get() + " is none.",
            "'sallyport audit export FILE' writes one; --after takes none of envelopes.");
      }
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }
}
