package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One signed statement of a writer, chained to the one before.
 *
 * @param issuer {@code <environment>/validator} or {@code <environment>/<cell>}
 * @param issuedAt whole seconds
 * @param chain the chain's id
 * @param seq its place in the chain, from 0
 * @param prev the digest of the receipt before it
 * @param body what it says
 */
public record Receipt(
    String issuer, Instant issuedAt, String chain, long seq, Digest prev, ReceiptBody body) {

  private static final Pattern ID = Pattern.compile("[!-~&&[^/]]{1,100}/[0-9]{1,18}");

  /** The receipt's own id: {@code chain/seq}. */
  public String id() {
    return id(chain, seq);
  }

  /** Refuses what is no receipt's id. */
  public static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a receipt's id is chain/seq");
    }
  }

  /** The id of the receipt at that place of that chain. */
  public static String id(String chain, long seq) {
    return chain + "/" + seq;
  }
}
