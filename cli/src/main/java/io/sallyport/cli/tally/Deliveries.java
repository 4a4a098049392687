package io.sallyport.cli.tally;

import io.sallyport.contract.id.Origin;
import java.util.List;
import java.util.Map;

/**
 * What came in and how it ended.
 *
 * @param received records on the untrusted topics, and releases
 * @param ended by ending: REFUSED, DUPLICATE, IGNORED, DECIDED
 * @param refused REFUSED ones by code
 * @param decisions decisions about them by result
 * @param pending not ended, and the validator has not committed past them
 * @param unaccounted received - ended - pending; must be 0
 * @param contradicted with more than one ending, or receipts that disagree; must be 0
 * @param missing where the first unaccounted ones lie, ten at most
 */
public record Deliveries(
    long received,
    Map<String, Long> ended,
    Map<String, Long> refused,
    Map<String, Long> decisions,
    long pending,
    long unaccounted,
    long contradicted,
    List<Origin> missing) {}
