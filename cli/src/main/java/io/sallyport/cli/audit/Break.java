package io.sallyport.cli.audit;

/**
 * Where a chain of receipts stops being proof.
 *
 * @param writer whose chain it is
 * @param chain the chain's id; what a stranger wrote, if there is no such chain
 * @param seq the first receipt that is missing or wrong
 * @param reason what is wrong with what stands there
 */
public record Break(String writer, String chain, long seq, String reason) {}
