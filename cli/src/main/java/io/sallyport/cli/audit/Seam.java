package io.sallyport.cli.audit;

import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Where one writer's chains stood when they were read elsewhere. What is read now may begin later
 * than its chain, where the beginning was deleted; what it repeats has to lead to where the chain
 * stood. Owned by one thread.
 */
final class Seam {
  private static final String MISSING = "a receipt that was there is missing";
  private static final String OTHER = "another receipt was there";

  private final Map<String, ChainHead> read = new TreeMap<>();
  private final Map<String, Long> reached = new HashMap<>();
  private final IntPredicate isCut;

  /**
   * Behind what was read.
   *
   * @param read where the chains stood
   * @param isCut whether what is read now lacks the beginning of that partition
   */
  Seam(Collection<ChainHead> read, IntPredicate isCut) {
    read.forEach(head -> this.read.put(head.chain(), head));
    this.isCut = isCut;
  }

  /** What a receipt is, of which its predecessor in this reading led to it. */
  sealed interface Place {
    /** It was not read before. */
    record New() implements Place {}

    /** It repeats what was read before. */
    record Known() implements Place {}

    /** It is the first one there, and those from {@code seq} on were not read anywhere. */
    record Late(long seq, String reason) implements Place {}

    /** It cannot stand there. */
    record Wrong(long seq, String reason) implements Place {}
  }

  /** What {@code receipt} is, behind which its chain stands at {@code after}. */
  Place place(Receipt receipt, ChainHead after) {
    String chain = receipt.chain();
    ChainHead stood = read.getOrDefault(chain, ChainHead.start(chain));
    return reached.put(chain, after.next()) == null
        ? first(receipt, stood, after)
        : next(receipt, stood, after);
  }

  private Place first(Receipt receipt, ChainHead stood, ChainHead after) {
    ChainHead before = receipt.before();
    if (before.isStart() && !before.equals(ChainHead.start(receipt.chain()))) {
      return new Place.Wrong(0, "it does not name the receipt before it");
    }
    if (!before.isStart() && !isCut.test(Partitions.ofChain(receipt.chain()))) {
      return new Place.Wrong(0, "the sequence number is " + receipt.seq());
    }
    return before.next() > stood.next()
        ? new Place.Late(stood.next(), late(receipt))
        : next(receipt, stood, after);
  }

  private static Place next(Receipt receipt, ChainHead stood, ChainHead after) {
    if (isAnother(receipt.before(), stood) || isAnother(after, stood)) {
      return new Place.Wrong(stood.next() - 1, OTHER);
    }
    return after.next() <= stood.next() ? new Place.Known() : new Place.New();
  }

  private static String late(Receipt receipt) {
    return "begins with receipt "
        + receipt.seq()
        + " of "
        + receipt.issuedAt()
        + ": nothing vouches for what came before, see --after";
  }

  private static boolean isAnother(ChainHead one, ChainHead stood) {
    return one.next() == stood.next() && !one.equals(stood);
  }

  /** Where the chains stood. */
  Collection<ChainHead> read() {
    return read.values();
  }

  /**
   * The chains that are shorter now; must be asked when all was read.
   *
   * @param isOld whether all of a chain was said so long ago that it may have been deleted
   */
  List<Break> missing(String writer, Predicate<String> isOld) {
    return read.values().stream()
        .filter(stood -> reached.getOrDefault(stood.chain(), 0L) < stood.next())
        .filter(stood -> !isGone(stood.chain(), isOld))
        .map(stood ->
            new Break(
                writer,
                stood.chain(),
                reached.getOrDefault(stood.chain(), stood.next() - 1),
                MISSING))
        .toList();
  }

  private boolean isGone(String chain, Predicate<String> isOld) {
    return !reached.containsKey(chain)
        && isOld.test(chain)
        && isCut.test(Partitions.ofChain(chain));
  }
}
