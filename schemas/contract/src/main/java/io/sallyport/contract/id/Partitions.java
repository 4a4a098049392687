package io.sallyport.contract.id;

import org.apache.kafka.common.utils.Utils;

/** Which partition a key belongs to: murmur2, as Kafka's own producers place keyed records. */
public final class Partitions {
  private Partitions() {}

  /** The partition of {@code key} among {@code count}. */
  public static int of(byte[] key, int count) {
    return Utils.toPositive(Utils.murmur2(key)) % count;
  }

  /** The partition that a chain id such as {@code gate-3} names after its last hyphen. */
  public static int ofChain(String chain) {
    return Integer.parseInt(chain.substring(chain.lastIndexOf('-') + 1));
  }
}
