package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
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
  private static final Duration LIFE = Duration.ofDays(8);
  private static final Instant TAKEN = NOW.minusSeconds(60);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final BundleVersion BUNDLE = new BundleVersion(DIGEST, 7);
  private static final Bookmark MARK =
      new Bookmark(30, 40, new ChainHead("pay-1", 7, DIGEST), NOW, 2, BUNDLE, Resolution.NONE);

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
            new ChainHead("pay-1", 999_999_999_999_999_999L, DIGEST),
            NOW,
            Integer.MAX_VALUE,
            new BundleVersion(DIGEST, Long.MAX_VALUE),
            Long.MAX_VALUE);

    assertThat(largest.text().length()).isLessThan(512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "x", "{\"v\":1}", "{\"v\":2}", "kafka"})
  void refusesOffsetThatSomebodyElseCommitted(String metadata) {
    Found found = found(Optional.of(new OffsetAndMetadata(5, metadata)), 0, 10, 0, 40);

    assertUnsound(found, NOW, "was not committed by an executor");
  }

  @Test
  void acceptsWhatAnOwnerLeft() {
    assertThat(check(found(MARK, 0, 40), NOW)).contains(MARK);
  }

  @Test
  void beginsFreshPartition() {
    assertThatCode(() -> withoutOffset(0, 0, TAKEN, false)).doesNotThrowAnyException();
  }

  @Test
  void rebuildsFromLedgerThatWasNeverCut() {
    assertThatCode(() -> withoutOffset(0, 40, TAKEN, true)).doesNotThrowAnyException();
  }

  @Test
  void refusesReceiptsWithoutLedger() {
    assertThatThrownBy(() -> withoutOffset(0, 0, TAKEN, true))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("of ledger and receipts one was emptied");
  }

  @Test
  void refusesLedgerWithoutReceipts() {
    assertThatThrownBy(() -> withoutOffset(0, 40, TAKEN, false))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("of ledger and receipts one was emptied");
  }

  @Test
  void rebuildsFromCutLedgerThatIsOlderThanAnyMandate() {
    assertThatCode(() -> withoutOffset(30, 40, NOW.minus(LIFE), true)).doesNotThrowAnyException();
  }

  @Test
  void refusesCutLedgerThatIsYoungerThanSomeMandate() {
    assertThatThrownBy(() -> withoutOffset(30, 40, NOW.minus(LIFE).plusMillis(1), true))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("does not reach back far enough");
  }

  @Test
  void refusesCutLedgerThatIsYoungerThanTheTrustedTopic() {
    Found found =
        new Found(
            Optional.empty(),
            extent(0, 10, NOW.minus(LIFE).minusMillis(1)),
            extent(30, 40, NOW.minus(LIFE)),
            extent(0, 5, TAKEN));

    assertThatThrownBy(() -> soundness(NOW).checkWithoutOffset(found, true))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("does not reach back far enough");
  }

  @Test
  void refusesEmptiedLedgerWithoutOffset() {
    assertThatThrownBy(() -> withoutOffset(40, 40, TAKEN, true))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining("does not reach back far enough");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void beginsWhereNothingCanBePerformed(boolean receipts) {
    Found found =
        new Found(
            Optional.empty(), extent(9, 9, TAKEN), extent(40, 40, TAKEN), extent(0, 5, TAKEN));

    assertThatCode(() -> soundness(NOW).checkWithoutOffset(found, receipts))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsEntriesAboutRecordsThatAreThereOrWere() {
    assertThatCode(
            () -> {
              entry(9, TAKEN);
              entry(4, TAKEN.minusMillis(1));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void refusesEntryBehindTheEndOfTheTrustedTopic() {
    assertThatThrownBy(() -> entry(10, TAKEN)).hasMessageContaining("about other records");
  }

  @Test
  void refusesEntryThatIsOlderThanTheRecordsThatAreThere() {
    assertThatThrownBy(() -> entry(5, TAKEN.minusMillis(1)))
        .hasMessageContaining("about other records");
  }

  @Test
  void refusesEntryAboutAnEmptyTrustedTopic() {
    Found found = found(Optional.empty(), 5, 5, 0, 40);

    assertThatThrownBy(() -> soundness(NOW).checkEntry(found, 5, TAKEN))
        .hasMessageContaining("about other records");
  }

  /** An entry of that time about that offset, where offsets 5 to 9 are there. */
  private static void entry(long offset, Instant at) {
    soundness(NOW).checkEntry(found(Optional.empty(), 5, 10, 0, 40), offset, at);
  }

  /** Trusted records as old as a mandate can be, so that the ledger's own age decides. */
  private static void withoutOffset(long from, long to, Instant oldest, boolean receipts) {
    Found found =
        new Found(
            Optional.empty(), extent(0, 10, TAKEN), extent(from, to, oldest), extent(0, 5, TAKEN));
    soundness(NOW).checkWithoutOffset(found, receipts);
  }

  private static Extent extent(long begin, long end, Instant oldest) {
    return new Extent(begin, end, begin == end ? Optional.empty() : Optional.of(oldest));
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
    Bookmark other = new Bookmark(30, 40, MARK.head(), NOW, 3, BUNDLE, Resolution.NONE);

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
    return new Found(
        committed, extent(begin, end, TAKEN), extent(from, to, TAKEN), extent(0, 0, TAKEN));
  }

  private static void assertUnsound(Found found, Instant now, String message) {
    assertThatThrownBy(() -> check(found, now))
        .isInstanceOf(UnsoundLedger.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("partition 1: ");
  }

  @Test
  void refusesABundleThatIsOlderThanTheOneThatWasInUse() {
    Bookmark newer =
        new Bookmark(30, 40, MARK.head(), NOW, 2, new BundleVersion(DIGEST, 8), Resolution.NONE);
    Found found = found(Optional.of(new OffsetAndMetadata(5, newer.text())), 0, 10, 0, 40);

    assertUnsound(found, NOW, "version 8 of the bundle was in use here, 7 is older");
  }

  private static Optional<Bookmark> check(Found found, Instant now) {
    return soundness(now).check(found);
  }

  private static Soundness soundness(Instant now) {
    Cell cell =
        new Cell(
            new Topics("sallyport"),
            "pay",
            new Cell.Ground(2, 2, RETENTION),
            new LedgerLimits(10, 10, 10, 10, 1, Duration.ZERO, 1000),
            BUNDLE,
            new ReceiptWriter("x/pay", SigningKey.generate()),
            Duration.ofMinutes(1),
            new Cell.Clients(Map.of(), Clock.fixed(now, ZoneOffset.UTC)));
    return new Soundness(cell, 1);
  }
}
