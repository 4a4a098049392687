package io.sallyport.cli.proof;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Unread;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the cells' receipts say of the validator's chains. A mandate names the receipt of its
 * decision and the one before it, and the cell signs both into the outcome: a validator's chain
 * that was written anew up to there, or cut off, contradicts it.
 */
final class Testimony {
  private static final String VALIDATOR = "validator";

  /** What came before each of the decisions that are named, of those that are there. */
  private final Map<String, Digest> before;

  /** The first place of each chain at which a mandate told what came before it. */
  private final Map<String, Long> told;

  private final Unread unread;

  private Testimony(List<Word> words, VerifiedReceipts verified) {
    Set<String> named =
        words.stream().map(word -> word.decision().id()).collect(Collectors.toUnmodifiableSet());
    before =
        verified.decisions().stream()
            .filter(decision -> named.contains(decision.id()))
            .collect(Collectors.toUnmodifiableMap(Receipt::id, Receipt::prev));
    told =
        words.stream()
            .filter(word -> word.decision().before().isPresent())
            .collect(Collectors.toUnmodifiableMap(Word::chain, Word::seq, Math::min));
    unread = verified.unread();
  }

  /** The first place of each of the validator's chains that a cell's receipt contradicts. */
  static List<Break> against(VerifiedReceipts verified) {
    List<Word> words = verified.outcomes().stream().flatMap(Word::of).toList();
    Testimony testimony = new Testimony(words, verified);
    Map<String, Break> contradicted = new TreeMap<>();
    for (Word word : words) {
      testimony
          .contradiction(word)
          .ifPresent(found -> contradicted.merge(found.chain(), found, Testimony::first));
    }
    return List.copyOf(contradicted.values());
  }

  private Optional<Break> contradiction(Word word) {
    return Optional.ofNullable(before.get(word.decision().id()))
        .map(led -> wrong(word, led))
        .orElseGet(() -> missing(word))
        .map(what -> new Break(VALIDATOR, word.chain(), word.seq(), what));
  }

  /** A decision that is there was not led to as the mandate says, or it is not said any more. */
  private Optional<String> wrong(Word word, Digest led) {
    Optional<Digest> said = word.decision().before();
    if (said.isEmpty()) {
      return Optional.of("what led here is told no more, see " + word.by())
          .filter(_ -> word.seq() > told.getOrDefault(word.chain(), Long.MAX_VALUE));
    }
    return Optional.of("another chain led here, as " + word.by() + " was told")
        .filter(_ -> !said.get().equals(led));
  }

  private Optional<String> missing(Word word) {
    return Optional.of("it is missing, as " + word.by() + " was told")
        .filter(_ -> !unread.has(VALIDATOR, word.chain(), word.seq()));
  }

  private static Break first(Break one, Break other) {
    return one.seq() <= other.seq() ? one : other;
  }

  /**
   * What an outcome says of a chain.
   *
   * @param decision the receipt that its mandate named
   * @param by the outcome's own receipt
   */
  private record Word(NamedReceipt decision, String by) {
    static Stream<Word> of(Receipt receipt) {
      return receipt.body() instanceof ReceiptBody.Outcome outcome
          ? outcome.decision().map(named -> new Word(named, receipt.id())).stream()
          : Stream.empty();
    }

    String chain() {
      return ReceiptId.chain(decision.id());
    }

    long seq() {
      return ReceiptId.seq(decision.id());
    }
  }
}
