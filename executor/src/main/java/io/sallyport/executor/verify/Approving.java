package io.sallyport.executor.verify;

import io.sallyport.contract.approval.Approvers;

/**
 * What the executor knows of approvals by itself.
 *
 * @param approvers whose verdicts count
 * @param partitions of the trusted topic: an approved action is used once, on its key's
 */
public record Approving(Approvers approvers, int partitions) {}
