package io.sallyport.cli.audit;

/**
 * One record of a receipts topic as it was read; nothing in it is proven.
 *
 * @param topic where it lies
 * @param partition where it lies
 * @param chain the record's key
 * @param jws the record's value
 */
public record ReceiptRecord(String topic, int partition, String chain, String jws) {}
