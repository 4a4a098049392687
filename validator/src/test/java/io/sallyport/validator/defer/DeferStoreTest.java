package io.sallyport.validator.defer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.DeferLimits;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits, in a real store that may hold what an older one left. */
class DeferStoreTest {
  private static final Line LINE =
      new Line(DeskKey.ofOrder("deployments", "a"), DeskKey.ofOrder("deployments", "a"));
  private static final Bytes PAYER = Bytes.of(new byte[16]);
  private static final DeferLimits LIMITS = new DeferLimits(1, 2);

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("desk"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private final DeferStore store = new DeferStore(kept);

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    kept.init(context.getStateStoreContext(), kept);
  }

  private static Deferred waits(long number, Instant until) {
    Deferred.Place place = new Deferred.Place(LINE, number);
    return new Deferred(place, PAYER, until, true, "desk-0/1", "jws", Bytes.utf8("referral"));
  }

  private void put(Deferred deferred) {
    store.apply(new DeferChange.Waits(deferred));
  }

  private long left() {
    return kept.approximateNumEntries();
  }

  /** Its end alone says that one waits: bodies are large. */
  @Test
  void countsWithoutReadingWhatWaits() {
    put(waits(0, Demo.NOW.plusSeconds(5)));
    put(waits(1, Demo.NOW.plusSeconds(6)));
    kept.delete(DeferKeys.waiting(new Deferred.Place(LINE, 0)));
    Bytes other = Bytes.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThat(store.isFull(other, LIMITS)).isTrue();
    assertThat(DeferMetrics.count(kept)).isEqualTo(2);
  }

  @Test
  void forgetsTheEndOfWhatIsNotThere() {
    Deferred gone = waits(7, Demo.NOW);
    put(gone);
    kept.delete(DeferKeys.waiting(gone.place()));

    assertThat(store.overdue(Demo.NOW)).isEmpty();

    assertThat(left()).isZero();
    assertThat(store.isFull(PAYER, LIMITS)).isFalse();
  }

  @Test
  void forgetsAnotherEndOfWhatWaits() {
    put(waits(7, Demo.NOW));
    Deferred now = waits(7, Demo.NOW.plusSeconds(60));
    put(now);
    assertThat(left()).isEqualTo(4);

    assertThat(store.overdue(Demo.NOW)).isEmpty();

    assertThat(left()).isEqualTo(3);
    assertThat(store.first(LINE)).contains(now);
    assertThat(store.overdue(Demo.NOW.plusSeconds(60))).containsExactly(now);
  }

  @Test
  void endsABoundedNumberAtOnce() {
    for (int i = 0; i < DeferStore.AT_ONCE + 1; i++) {
      put(waits(i, Demo.NOW));
    }

    assertThat(store.overdue(Demo.NOW)).hasSize(DeferStore.AT_ONCE);
    store.overdue(Demo.NOW).forEach(each -> store.apply(new DeferChange.Left(each)));
    assertThat(store.overdue(Demo.NOW)).hasSize(1);
  }
}
