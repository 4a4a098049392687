package io.sallyport.contract.receipt;

import java.util.Optional;

/**
 * A claim of an action.
 *
 * @param number from 1
 * @param claim the nonce of the ledger's record; receipts of before it was told have none
 */
public record Attempt(int number, Optional<String> claim) {}
