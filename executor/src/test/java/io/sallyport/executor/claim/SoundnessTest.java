package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.claim.Positions.Extent;
import io.sallyport.executor.claim.Positions.Found;
import io.sallyport.executor.ledger.LedgerLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundnessTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(15);
  private static final Digest BUNDLE = Digest.of(new byte[0]);
  private static final Bookmark MARK =
      new Bookmark(30, 40, new ChainHead("pay-1", 7, BUNDLE), NOW, 2, BUNDLE);

  @Test
  void bookmarkComesBackAsItWas() {
    assertThat(Bookmark.parse("pay-1", MARK.text())).contains(MARK);
  }

  @Test
  void bookmarkFitsIntoOffsetMetadata() {
    Bookmark largest =
        new Bookmark(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            new ChainHead("pay-1", 999_999_999_999_999_999L, BUNDLE),
            NOW,
            Integer.MAX_VALUE,
            BUNDLE);

    assertThat(largest.text().length()).isLessThan(512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "x", "{\"v\":2}", "kafka"})
  void refusesOffsetThatSomebodyElseCommitted(String metadata) {
    Found found = found(Optional.of(new OffsetAndMetadata(5, metadata)), 0, 10, 0, 40);

    assertUnsound(found, NOW, "was not committed by an executor");
  }

  @Test
  void acceptsWhatAnOwnerLeft() {
    assertThat(check(found(MARK, 0, 40), NOW)).contains(MARK);
  }

  @Test
  void acceptsFreshPartition() {
    assertThat(check(found(Optional.empty(), 0, 10, 0, 0), NOW)).isEmpty();
  }

  @Test
  void refusesLedgerWithoutCommittedOffset() {
    assertUnsound(found(Optional.empty(), 0, 10, 0, 1), NOW, "no committed offset");
  }

  @Test
  void refusesLedgerThatEndsTooSoon() {
    assertUnsound(found(MARK, 0, 39), NOW, "emptied or made anew");
  }

  @Test
  void refusesLedgerThatWasCut() {
    assertUnsound(found(MARK, 31, 40), NOW, "deleted before their time");
  }

  @Test
  void refusesEmptiedLedgerUntilItsRecordsHaveAged() {
    assertUnsound(found(MARK, 40, 40), NOW.plus(RETENTION), "deleted before their time");
  }

  @Test
  void acceptsLedgerWhoseRecordsHaveAged() {
    assertThat(check(found(MARK, 40, 40), NOW.plus(RETENTION).plusMillis(1))).contains(MARK);
  }

  @Test
  void refusesChangedPartitionCount() {
    Bookmark other = new Bookmark(30, 40, MARK.head(), NOW, 3, BUNDLE);

    assertUnsound(found(other, 0, 40), NOW, "have 2 partitions and had 3");
  }

  @Test
  void refusesTrustedTopicThatEndsTooSoon() {
    Found found = found(Optional.of(new OffsetAndMetadata(11, MARK.text())), 0, 10, 0, 40);

    assertUnsound(found, NOW, "behind the end of the trusted topic");
  }

  private static Found found(Bookmark bookmark, long ledgerBegin, long ledgerEnd) {
    OffsetAndMetadata committed = new OffsetAndMetadata(5, bookmark.text());
    return found(Optional.of(committed), 0, 10, ledgerBegin, ledgerEnd);
  }

  private static Found found(
      Optional<OffsetAndMetadata> committed, long begin, long end, long from, long to) {
    return new Found(committed, new Extent(begin, end), new Extent(from, to));
  }

  private static void assertUnsound(Found found, Instant now, String message) {
    assertThatThrownBy(() -> check(found, now))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("partition 1: ");
  }

  private static Optional<Bookmark> check(Found found, Instant now) {
    Cell cell =
        new Cell(
            new Topics("sallyport"),
            "pay",
            2,
            RETENTION,
            new LedgerLimits(10, 10, 10, 1, Duration.ZERO),
            BUNDLE,
            new ReceiptWriter("x/pay", SigningKey.generate()),
            new Cell.Clients(Map.of(), Clock.fixed(now, ZoneOffset.UTC)));
    return new Soundness(cell, 1).check(found);
  }
}
