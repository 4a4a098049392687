package io.sallyport.executor.resolve;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;

/**
 * What operators said became of an action in doubt, verified, for the owner of its partition.
 *
 * @param body what the receipt will say
 * @param record the trusted record of the action
 * @param command the digest of the command
 * @param counts it is dropped at this instant if it was not recorded
 * @param remembered after it no other answer is accepted, so this one may be forgotten
 */
public record Answer(
    ReceiptBody.Resolved body, Origin record, Digest command, Instant counts, Instant remembered) {}
