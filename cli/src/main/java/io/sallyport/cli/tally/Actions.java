package io.sallyport.cli.tally;

import java.util.Map;

/**
 * What was sealed and how it ended.
 *
 * @param sealed actions that the validator allowed, as proposed or modified
 * @param ended by result: SUCCEEDED, FAILED, IN_DOUBT, EXPIRED, REVOKED, SUPERSEDED
 * @param rejected records that the executors rejected, by code
 * @param referred waits for the desk
 * @param held waits for persons
 * @param pending sealed and not ended
 * @param unsealed ended, and never sealed; must be 0
 * @param contradicted ended, sealed or resolved more than once, or resolved without a doubt; must
 *     be 0
 */
public record Actions(
    long sealed,
    Map<String, Long> ended,
    Map<String, Long> rejected,
    long referred,
    long held,
    long pending,
    long unsealed,
    long contradicted) {}
