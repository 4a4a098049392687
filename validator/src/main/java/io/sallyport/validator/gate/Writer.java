package io.sallyport.validator.gate;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.receipt.ReceiptWriter;

/**
 * Who writes receipts and quarantine records.
 *
 * @param instance the instance's stable name
 * @param receipts signs them
 * @param bundle whose digest each of them names
 * @param maxCopied the largest body that is copied to quarantine; of a larger one only the digest
 *     in its receipt remains
 */
public record Writer(
    String instance, ReceiptWriter receipts, BundleVersion bundle, int maxCopied) {}
