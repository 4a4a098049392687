package io.sallyport.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a chain of receipts stops being proof.
 *
 * @param writer whose chain it is
 * @param chain the chain's id; what a stranger wrote, if there is no such chain
 * @param seq the first receipt that is missing or wrong
 * @param reason what is wrong with what stands there
 */
public record Break(String writer, String chain, long seq, String reason) {
  /** Where, for people. */
  public String place() {
    return writer + " " + chain + "/" + seq;
  }

  /** Fills {@code json}; names are stable. */
  public void put(ObjectNode json) {
    json.put("writer", writer);
    json.put("chain", chain);
    json.put("seq", seq);
    json.put("reason", reason);
  }
}
