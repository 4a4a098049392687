package io.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chains.Heard;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.topic.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chains that were read elsewhere, and that begin later where they are read again. */
@Tag("AARM-R5")
class ContinuedChainsTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey KEY = SigningKey.generate();
  private static final Instant LATER = Receipts.NOW.plus(Manifest.EVIDENCE);

  private final Chain gate = chain(0);
  private final Chains chains = Chains.fromTheirBeginning(gate.writer());
  private final List<ReceiptRecord> said = new ArrayList<>(List.of(gate.append(ended(0))));

  ContinuedChainsTest() {
    for (int i = 1; i < 6; i++) {
      said.add(gate.append(ended(i)));
    }
  }

  private static Chain chain(int partition) {
    return Chain.of(TOPICS, "validator", "gate-" + partition, KEY);
  }

  private static ReceiptBody ended(long offset) {
    Origin origin = new Origin("sallyport.untrusted", 0, offset);
    return Receipts.ended(origin, Ending.IGNORED, Code.NO_RULE);
  }

  @Test
  void countsWhatItRepeatsOnce() {
    hear(said.subList(0, 4));
    goOn(true);

    List<Heard> heard = hear(said.subList(2, 6));

    assertThat(heard.subList(0, 2)).allMatch(Heard.Nothing.class::isInstance);
    assertThat(heard.subList(2, 4)).allMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken()).isEmpty();
    assertThat(chains.count()).isEqualTo(1);
    assertThat(chains.heads()).extracting(ChainHead::next).containsExactly(6L);
  }

  @Test
  void goesOnWithTheVeryNext() {
    hear(said.subList(0, 3));
    goOn(true);

    assertThat(hear(said.subList(3, 6))).allMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken()).isEmpty();
  }

  @Test
  void goesOnTwiceFromWhereItWasWhole() {
    hear(said.subList(0, 2));
    goOn(true);
    hear(said.subList(1, 4));
    goOn(true);
    hear(said.subList(3, 6));

    assertThat(chains.broken()).isEmpty();
    assertThat(chains.heads()).extracting(ChainHead::next).containsExactly(6L);
  }

  @Test
  void repeatsAllWhereNothingWasDeleted() {
    hear(said.subList(0, 3));
    goOn(false);
    hear(said);

    assertThat(chains.broken()).isEmpty();
  }

  @Test
  void tellsAChainThatNothingVouchesForAndCountsIt() {
    goOn(true);

    assertThat(hear(said.subList(2, 6))).allMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/0");
    assertThat(chains.broken().getFirst().reason())
        .startsWith("begins with receipt 2 of " + Receipts.NOW)
        .contains("nothing vouches");
  }

  @Test
  void tellsReceiptsThatLieInNeither() {
    hear(said.subList(0, 2));
    goOn(true);

    assertThat(hear(said.subList(3, 6))).allMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/2");
  }

  @Test
  void breaksWhereItBeginsLateAndNothingWasDeleted() {
    hear(said.subList(0, 3));
    goOn(false);

    assertThat(hear(said.subList(1, 6))).noneMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken())
        .containsExactly(new Break("validator", "gate-0", 0, "the sequence number is 1"));
  }

  @Test
  void breaksWhereAnotherChainLeadsToWhereItStood() {
    hear(said.subList(0, 4));
    goOn(true);
    Chain anew = chain(0);
    List<ReceiptRecord> others = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      others.add(anew.append(ended(i + 100L)));
    }

    assertThat(hear(others.subList(2, 6))).noneMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken())
        .containsExactly(new Break("validator", "gate-0", 3, "another receipt was there"));
  }

  @Test
  void breaksWhereTheNextNamesAnother() {
    hear(said.subList(0, 4));
    goOn(true);
    ChainHead other = new ChainHead("gate-0", 4, Digest.of(new byte[] {7}));

    assertThat(hear(List.of(appended(other)))).noneMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken())
        .extracting(Break::reason)
        .containsExactly("another receipt was there");
  }

  @Test
  void breaksWhereTheFirstNamesOneBeforeIt() {
    goOn(true);
    ChainHead other = new ChainHead("gate-0", 0, Digest.of(new byte[] {7}));

    assertThat(hear(List.of(appended(other)))).noneMatch(Heard.Said.class::isInstance);
    assertThat(chains.broken())
        .containsExactly(
            new Break("validator", "gate-0", 0, "it does not name the receipt before it"));
  }

  @Test
  void missesWhatWasCutOffAtTheEnd() {
    hear(said);
    goOn(true);
    hear(said.subList(2, 5));

    assertThat(chains.broken())
        .containsExactly(
            new Break("validator", "gate-0", 5, "a receipt that was there is missing"));
  }

  /**
   * A chain of which nothing is there any more: retention deletes what is old, and nothing else.
   */
  @Test
  void missesAChainThatIsGoneBeforeItsTime() {
    hear(said);
    goOn(true);
    Chain other = chain(1);
    Instant now = LATER.plusSeconds(1);
    hear(List.of(other.append(ended(1), LATER)), now);

    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/5");

    hear(List.of(other.append(ended(2), now)), now);

    assertThat(chains.broken()).isEmpty();
    assertThat(chains.heads()).extracting(ChainHead::chain).containsExactly("gate-0", "gate-1");
    assertThat(chains.count()).isEqualTo(2);
  }

  /** Else the holder of one key could make any chain old. */
  @Test
  void missesAChainThatIsGoneWhateverTimeATellerNames() {
    hear(said);
    goOn(true);
    hear(List.of(chain(1).append(ended(1), LATER.plusSeconds(1))), LATER);

    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/5");
  }

  @Test
  void missesAChainThatIsGoneWhereNothingWasDeleted() {
    hear(said);
    goOn(false);
    Instant now = LATER.plus(Duration.ofDays(9));
    hear(List.of(chain(1).append(ended(1), now)), now);

    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/5");
  }

  @Test
  void remembersABreakOfBefore() {
    hear(List.of(said.get(0), said.get(2)));
    goOn(true);

    assertThat(hear(said)).allMatch(Heard.Nothing.class::isInstance);
    assertThat(chains.broken()).extracting(Break::place).containsExactly("validator gate-0/1");
  }

  /** What counted once with a key that was replaced later counts for ever. */
  @Test
  void repeatsWhatAReplacedKeySigned() {
    SigningKey next = SigningKey.generate();
    Instant end = Receipts.NOW.plusSeconds(60);
    List<ReceiptKey> keys =
        List.of(new ReceiptKey(KEY.jwk(), end), new ReceiptKey(next.jwk(), Instant.MAX));
    Chains keyed = Chains.fromTheirBeginning(Writer.of(TOPICS, "validator", keys));
    gate.signWith(next);
    said.add(gate.append(ended(7), end));
    said.forEach(each -> keyed.accept(each, end));
    keyed.goOn(_ -> true);
    said.add(gate.append(ended(8), end));
    said.subList(3, 8).forEach(each -> keyed.accept(each, end));

    assertThat(keyed.broken()).isEmpty();
    assertThat(keyed.heads()).extracting(ChainHead::next).containsExactly(8L);
  }

  private ReceiptRecord appended(ChainHead head) {
    String jws =
        new ReceiptWriter("demo-x/validator", KEY).append(head, ended(9), Receipts.NOW).jws();
    return new ReceiptRecord(gate.writer().topic(), 0, head.chain(), jws);
  }

  private void goOn(boolean isCut) {
    chains.goOn(_ -> isCut);
  }

  private List<Heard> hear(List<ReceiptRecord> records) {
    return hear(records, Receipts.NOW);
  }

  private List<Heard> hear(List<ReceiptRecord> records, Instant now) {
    return records.stream().map(each -> chains.accept(each, now)).toList();
  }
}
