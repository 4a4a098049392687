package io.sallyport.cli.audit;

import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.topic.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The chains of one writer: each signature is verified, each receipt is the next of the one before
 * it, and nothing of a chain counts after its first break. A chain whose beginning was deleted
 * counts from there, and is told. Owned by one thread.
 */
public final class Chains {
  private static final int MAX_BROKEN = 1000;

  private final Writer writer;
  private final JwsVerifier verifier;
  private final Map<String, ChainCheck> chains = new HashMap<>();
  private final Map<String, Instant> times = new HashMap<>();
  private final Map<String, Break> broken = new LinkedHashMap<>();
  private final Map<String, Late> late = new LinkedHashMap<>();
  private BiFunction<String, JwsVerifier, ChainCheck> check;
  private Optional<Seam> seam = Optional.empty();
  private Instant latest = Instant.EPOCH;
  private Instant now = Instant.EPOCH;

  private Chains(Writer writer, BiFunction<String, JwsVerifier, ChainCheck> check) {
    this.writer = writer;
    this.verifier = writer.verifier();
    this.check = check;
  }

  /** From the first receipt of each on. */
  public static Chains fromTheirBeginning(Writer writer) {
    return new Chains(writer, ChainCheck::new);
  }

  /** From wherever they are; what came before the first record is not looked at. */
  public static Chains fromNowOn(Writer writer) {
    return new Chains(writer, ChainCheck::joining);
  }

  /** Where a chain began late: how that is told, and the first receipt that was there. */
  private record Late(Break told, long begins) {}

  /** What one more record of the receipts topic is. */
  public sealed interface Heard {
    /** A receipt that counts. */
    record Said(Receipt receipt) implements Heard {}

    /** The first record of a chain that does not count, and why. */
    record Unproven(Break at) implements Heard {}

    /** One more record behind a break, or a receipt that counted before. */
    record Nothing() implements Heard {}
  }

  /**
   * What follows is read elsewhere, again from the first receipts that are there. It must go on
   * from where the chains stand, whatever it repeats.
   *
   * @param isCut whether the beginning of that partition was deleted: a chain that begins later
   *     than it was read counts from there, and is told
   */
  public void goOn(IntPredicate isCut) {
    goOn(isCut, latest());
  }

  /** As the other, where others said something later. */
  void goOn(IntPredicate isCut, Instant said) {
    missing(said).forEach(each -> broken.putIfAbsent(each.chain(), each));
    seam = Optional.of(new Seam(heads(), isCut));
    check = ChainCheck::joining;
    chains.clear();
    latest = Instant.EPOCH;
  }

  /** Takes the record that follows. */
  public Heard accept(ReceiptRecord record, Instant at) {
    now = later(now, at);
    String chain = record.chain();
    if (broken.containsKey(chain) || broken.size() >= MAX_BROKEN) {
      return new Heard.Nothing();
    }
    if (!record.isInItsPlace()) {
      return broken(chain, 0, "on another partition");
    }
    ChainCheck known = chains.computeIfAbsent(chain, name -> check.apply(name, verifier));
    return switch (known.next(record.jws(), at)) {
      case ChainCheck.Step.Broken(long seq, String reason) -> broken(chain, seq, reason);
      case ChainCheck.Step.Next(Receipt receipt, String keyId) ->
          seam.map(joint -> joined(joint.place(receipt, known.head()), receipt, keyId))
              .orElseGet(() -> next(receipt, keyId));
    };
  }

  private Heard joined(Seam.Place place, Receipt receipt, String keyId) {
    String chain = receipt.chain();
    return switch (place) {
      case Seam.Place.Wrong(long seq, String reason) -> broken(chain, seq, reason);
      case Seam.Place.Known _ -> {
        latest = later(latest, receipt.issuedAt());
        yield new Heard.Nothing();
      }
      case Seam.Place.New _ -> next(receipt, keyId);
      case Seam.Place.Late(long seq, String reason) -> {
        Late begun = new Late(new Break(writer.name(), chain, seq, reason), receipt.seq());
        late.merge(chain, begun, (before, now) -> new Late(before.told(), now.begins()));
        yield next(receipt, keyId);
      }
    };
  }

  /** A chain's time does not go back, so that nothing is appended with a key of before. */
  private Heard next(Receipt receipt, String keyId) {
    String chain = receipt.chain();
    Instant time = times.merge(chain, receipt.issuedAt(), Chains::later);
    if (!writer.signed(keyId, time)) {
      return broken(chain, receipt.seq(), "signed with a key that was replaced before");
    }
    if (!writer.maySay(receipt)) {
      return broken(chain, receipt.seq(), "not this writer's to say");
    }
    latest = later(latest, time);
    return new Heard.Said(receipt);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Heard broken(String chain, long seq, String reason) {
    Break here = new Break(writer.name(), chain, seq, reason);
    broken.put(chain, here);
    return new Heard.Unproven(here);
  }

  /** Whose they are. */
  Writer writer() {
    return writer;
  }

  /**
   * The first break of each chain that has one, at most 1,000, and each chain that begins late;
   * must be asked when all was read.
   */
  public List<Break> broken() {
    return broken(latest());
  }

  /** As the other, where others said something later. */
  List<Break> broken(Instant said) {
    List<Break> all = new ArrayList<>(broken.values());
    late.values().forEach(each -> all.add(each.told()));
    all.addAll(missing(said));
    return List.copyOf(all);
  }

  private List<Break> missing(Instant said) {
    Instant kept = said.minus(Manifest.EVIDENCE);
    Predicate<String> isOld = chain -> times.getOrDefault(chain, Instant.MAX).isBefore(kept);
    return seam.stream()
        .flatMap(joint -> joint.missing(writer.name(), isOld).stream())
        .filter(each -> !broken.containsKey(each.chain()))
        .toList();
  }

  /** When the last receipt of this reading was signed; nobody makes it later than it is. */
  Instant latest() {
    return latest.isBefore(now) ? latest : now;
  }

  /** What of its chains was not read, and is told by {@link #broken}. */
  void tellUnread(Unread unread, Instant said) {
    late.forEach((chain, each) -> unread.before(writer.name(), chain, each.begins()));
    broken.keySet().forEach(chain -> unread.all(writer.name(), chain));
    missing(said).forEach(each -> unread.all(writer.name(), each.chain()));
  }

  /** Where each chain stands that has a receipt. */
  List<ChainHead> heads() {
    Map<String, ChainHead> heads = new TreeMap<>();
    stood().forEach(head -> heads.put(head.chain(), head));
    chains.values().stream()
        .map(ChainCheck::head)
        .filter(head -> !head.isStart())
        .forEach(head -> heads.merge(head.chain(), head, Chains::further));
    return List.copyOf(heads.values());
  }

  private static ChainHead further(ChainHead one, ChainHead other) {
    return one.next() > other.next() ? one : other;
  }

  /** How many chains there are. */
  int count() {
    return (int)
        (chains.size()
            + stood().stream().filter(head -> !chains.containsKey(head.chain())).count());
  }

  private Collection<ChainHead> stood() {
    return seam.map(Seam::read).orElseGet(List::of);
  }
}
