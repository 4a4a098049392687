package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.receipt.Sighting;
import io.sallyport.validator.Demo;
import io.sallyport.validator.gate.Output;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The desk signs where the cells' chains stand: as often as it may, and nobody else's. */
class WitnessTest {
  private static final String CELL = "deployments";
  private static final String CHAIN = "deployments-1";

  private final KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> kept =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("desk"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private final List<Output> outputs = new ArrayList<>();

  @BeforeEach
  void opens() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    kept.init(context.getStateStoreContext(), kept);
  }

  @Test
  void signsWhereAChainStands() {
    String word = word(CHAIN, 5);

    assertThat(tell(word, 0)).isEqualTo("witnessed");

    assertThat(sightings())
        .containsExactly(new Sighting(CELL, CHAIN + "/5", Digest.of(Bytes.utf8(word))));
  }

  @ParameterizedTest
  @CsvSource({"29, early", "30, witnessed", "31, witnessed", "-29, early", "-30, witnessed"})
  void signsNoOftenerThanItMay(int seconds, String result) {
    tell(word(CHAIN, 5), 0);

    assertThat(tell(word(CHAIN, 6), seconds)).isEqualTo(result);
    assertThat(sightings()).hasSize(result.equals("early") ? 1 : 2);
  }

  @Test
  void countsForEachChainAlone() {
    assertThat(tell(word("deployments-0", 5), 0)).isEqualTo("witnessed");
    assertThat(tell(word("deployments-1", 5), 0)).isEqualTo("witnessed");
  }

  @ParameterizedTest
  @CsvSource({"4, early", "5, early", "6, witnessed"})
  void neverSignsWhatIsOlderThanWhatItSigned(long seq, String result) {
    tell(word(CHAIN, 5), 0);

    assertThat(tell(word(CHAIN, seq), 3600)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployments-2",
        "deployments-01",
        "deployments--1",
        "deployments-",
        "deployments-9999999999",
        "payments-0",
        "gate-0",
        "desk-0",
        "deployments-1-0",
        "x"
      })
  void signsOfNoChainThatTheCellCannotHave(String chain) {
    assertThat(tell(word(chain, 5), 0)).isEqualTo(Code.OUTCOME_INVALID.text());
    assertThat(outputs).isEmpty();
  }

  @Test
  void signsNothingThatTheCellHasNotSigned() {
    String forged = word(SigningKey.generate(), Demo.ENVIRONMENT.cell(CELL), CHAIN, 5);
    String others = word(Demo.PAYMENTS_KEY, Demo.ENVIRONMENT.cell("payments"), CHAIN, 5);

    assertThat(tell(forged, 0)).isEqualTo(Code.OUTCOME_INVALID.text());
    assertThat(tell(others, 0)).isEqualTo(Code.OUTCOME_INVALID.text());
    assertThat(outputs).isEmpty();
  }

  @Test
  void takesNothingUnderAnotherKeyForAWord() {
    String word = word(CHAIN, 5);

    assertThat(tell(DeskKey.ofChain("deployments-0"), word, 0))
        .isEqualTo(Code.OUTCOME_INVALID.text());
    assertThat(tell(DeskKey.ofOrder(CELL, CHAIN), word, 0)).isEqualTo(Code.OUTCOME_INVALID.text());
    assertThat(outputs).isEmpty();
  }

  @Test
  void signsNothingWhereItsKeyDoesNotBelong() {
    DeskKey key = DeskKey.ofChain(CHAIN);
    int partitions =
        IntStream.range(2, 100)
            .filter(count -> Partitions.of(key.bytes().toArray(), count) != 0)
            .findFirst()
            .orElseThrow();

    assertThat(tell(key, word(CHAIN, 5), 0, partitions)).isEqualTo(Code.OUTCOME_MISPLACED.text());
    assertThat(outputs).isEmpty();
  }

  @Test
  void isBoundedWhateverACellTells() {
    long witnessed =
        LongStream.range(0, 600)
            .filter(i -> tell(word("deployments-" + i % 7, i), (int) (i / 10)).equals("witnessed"))
            .count();

    assertThat(witnessed).isEqualTo(4);
    long words = 0;
    try (var entries = kept.all()) {
      while (entries.hasNext()) {
        words += entries.next().key.get()[0] == 'i' ? 1 : 0;
      }
    }
    assertThat(words).isEqualTo(2);
  }

  private String tell(String jws, int seconds) {
    String chain =
        Jws.claimed(jws).flatMap(StrictJson::read).orElseThrow().path("chain").textValue();
    return tell(DeskKey.ofChain(chain), jws, seconds);
  }

  private String tell(DeskKey key, String jws, int seconds) {
    return tell(key, jws, seconds, 1);
  }

  private String tell(DeskKey key, String jws, int seconds, int partitions) {
    Instant at = Demo.NOW.plusSeconds(seconds);
    Inbox.Placed record = new Inbox.Placed(0, key.bytes(), Bytes.utf8(jws), Optional.empty());
    DeskStore store = new DeskStore(kept, 0);
    DeskEffects effects =
        Demo.desk(Demo.bundle(), partitions)
            .outcome(new Desk.Outcome(CELL, record, at), store, store.chain(), Demo.NOW);
    store.apply(effects);
    outputs.addAll(effects.outputs());
    assertThat(effects.outcomes()).hasSize(1);
    return effects.outcomes().getFirst();
  }

  private List<Sighting> sightings() {
    return outputs.stream()
        .map(output ->
            Office.body(
                new String(output.value().orElseThrow().toArray(), StandardCharsets.US_ASCII)))
        .filter(ReceiptBody.Witnessed.class::isInstance)
        .map(body -> ((ReceiptBody.Witnessed) body).sighting())
        .toList();
  }

  private static String word(String chain, long seq) {
    return word(Demo.EXECUTOR_KEY, Demo.ENVIRONMENT.cell(CELL), chain, seq);
  }

  private static String word(SigningKey key, String issuer, String chain, long seq) {
    ReceiptBody body = new ReceiptBody.ChainOpened("executor", "key", Optional.empty());
    return new ReceiptWriter(issuer, key)
        .append(new ChainHead(chain, seq, ChainHead.NONE), body, Demo.NOW)
        .jws();
  }
}
