package io.sallyport.cli.audit;

import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The chains of one writer: each signature is verified, each receipt is the next of the one before
 * it, and nothing of a chain counts after its first break. Owned by one thread.
 */
public final class Chains {
  private static final int MAX_BROKEN = 1000;

  private final Writer writer;
  private final JwsVerifier verifier;
  private final BiFunction<String, JwsVerifier, ChainCheck> check;
  private final Map<String, ChainCheck> chains = new HashMap<>();
  private final Map<String, Instant> times = new HashMap<>();
  private final Map<String, Break> broken = new LinkedHashMap<>();

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

  /** What one more record of the receipts topic is. */
  public sealed interface Heard {
    /** A receipt that counts. */
    record Said(Receipt receipt) implements Heard {}

    /** The first record of a chain that does not count, and why. */
    record Unproven(Break at) implements Heard {}

    /** One more record behind a break. */
    record Nothing() implements Heard {}
  }

  /** Takes the record that follows. */
  public Heard accept(ReceiptRecord record, Instant now) {
    String chain = record.chain();
    if (broken.containsKey(chain) || broken.size() >= MAX_BROKEN) {
      return new Heard.Nothing();
    }
    if (!record.isInItsPlace()) {
      return broken(chain, 0, "on another partition");
    }
    ChainCheck known = chains.computeIfAbsent(chain, name -> check.apply(name, verifier));
    return switch (known.next(record.jws(), now)) {
      case ChainCheck.Step.Broken(long seq, String reason) -> broken(chain, seq, reason);
      case ChainCheck.Step.Next(Receipt receipt, String keyId) -> next(receipt, keyId);
    };
  }

  /** A chain's time does not go back, so that nothing is appended with a key of before. */
  private Heard next(Receipt receipt, String keyId) {
    String chain = receipt.chain();
    Instant time =
        times.merge(chain, receipt.issuedAt(), (old, own) -> own.isAfter(old) ? own : old);
    if (!writer.signed(keyId, time)) {
      return broken(chain, receipt.seq(), "signed with a key that was replaced before");
    }
    return writer.maySay(receipt)
        ? new Heard.Said(receipt)
        : broken(chain, receipt.seq(), "not this writer's to say");
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

  /** The first break of each chain that has one; at most 1,000 are told. */
  public List<Break> broken() {
    return List.copyOf(broken.values());
  }

  /** Where each chain stands that has a receipt. */
  List<ChainHead> heads() {
    return chains.values().stream().map(ChainCheck::head).filter(head -> !head.isStart()).toList();
  }

  /** How many chains there are. */
  int count() {
    return chains.size();
  }
}
