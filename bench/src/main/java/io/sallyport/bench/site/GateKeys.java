package io.sallyport.bench.site;

import io.sallyport.contract.jws.Jwk;

/**
 * The public halves of the gate's keys.
 *
 * @param mandate verifies mandates
 * @param receipt verifies receipts
 */
public record GateKeys(Jwk mandate, Jwk receipt) {}
