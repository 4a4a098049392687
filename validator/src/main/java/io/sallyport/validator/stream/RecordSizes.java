package io.sallyport.validator.stream;

import io.sallyport.contract.Topics;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.decide.ReferralCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How large the records are that the validator may come to write. Whatever the topics that others
 * write let in, larger bodies are cut or left out; what is written has to fit where it goes, or one
 * record would stop its partition for good.
 *
 * @param maxBody the largest body that any source may have, in bytes
 * @param maxRecord the most bytes that a sealed record may have, value and mandate together
 */
public record RecordSizes(int maxBody, int maxRecord) {
  /** What a record may have beside its body, in headers and framing, before it is copied. */
  static final int HEADROOM = 64 << 10;

  /** Framing, key and names of headers of a record whose value and header are bounded. */
  static final int FRAME = 1 << 10;

  /**
   * The largest body that is copied to quarantine, of a larger one only the digest; and what goes
   * on to arrived uncut, names and values of the sender's headers included.
   */
  public int maxCopied() {
    return maxBody + HEADROOM;
  }

  /** The least {@code max.message.bytes} of each topic that the validator writes bodies to. */
  Map<String, Integer> needed(Topics topics, Set<String> cells) {
    Map<String, Integer> needed = new LinkedHashMap<>();
    needed.put(topics.arrived(), maxCopied() + HEADROOM);
    needed.put(topics.quarantine(), maxCopied() + HEADROOM);
    needed.put(topics.desk(), ReferralCodec.MAX_SIZE + ReceiptCodec.MAX_SIZE + FRAME);
    needed.put(topics.validatorReceipts(), ReceiptCodec.MAX_SIZE + FRAME);
    cells.stream()
        .sorted()
        .forEach(cell -> {
          needed.put(topics.trusted(cell), maxRecord + FRAME);
          needed.put(topics.held(cell), HeldCodec.MAX_SIZE + FRAME);
        });
    return needed;
  }

  /**
   * What does not fit, each with what to do.
   *
   * @param found {@code max.message.bytes} by topic
   */
  static List<String> problems(Map<String, Integer> needed, Map<String, Integer> found) {
    List<String> problems = new ArrayList<>();
    needed.forEach((topic, bytes) -> {
      int taken = found.getOrDefault(topic, 0);
      if (taken < bytes) {
        problems.add(
            topic
                + ": max.message.bytes is "
                + taken
                + ", and the validator may have to write "
                + bytes);
      }
    });
    return problems;
  }
}
