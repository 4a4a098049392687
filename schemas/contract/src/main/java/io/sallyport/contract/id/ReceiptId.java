package io.sallyport.contract.id;

import java.util.regex.Pattern;

/** The id of a receipt: {@code chain/seq}. */
public final class ReceiptId {
  private static final Pattern FORM = Pattern.compile("[!-~&&[^/]]{1,100}/[0-9]{1,18}");

  private ReceiptId() {}

  /** The id of the receipt at that place of that chain. */
  public static String of(String chain, long seq) {
    return chain + "/" + seq;
  }

  /** The chain. */
  public static String chain(String id) {
    check(id);
    return id.substring(0, id.indexOf('/'));
  }

  /** The place in its chain. */
  public static long seq(String id) {
    check(id);
    return Long.parseLong(id.substring(id.indexOf('/') + 1));
  }

  /** Refuses what is no receipt's id. */
  public static void check(String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("a receipt's id is chain/seq");
    }
  }
}
