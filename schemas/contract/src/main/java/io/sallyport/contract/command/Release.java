package io.sallyport.contract.command;

/**
 * An operator's command that had a delivery judged again, as receipts name it.
 *
 * @param operator the operator's id
 * @param command the command's {@code jti}
 * @param receipt the {@code jti} of the receipt that it releases
 */
public record Release(String operator, String command, String receipt) {}
