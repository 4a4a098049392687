package io.sallyport.validator.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How many actions of a type may be allowed within a time, of those that the desk decides with one
 * key.
 *
 * @param id unique among the quotas of its action type
 * @param max so many within {@code per}
 * @param per how long each of them counts
 * @param share of these, so many of one principal; {@code max} where nothing is said
 * @param asked whose approval allows one more; none where one more is denied
 */
public record Quota(String id, int max, Duration per, int share, Optional<Asked> asked) {}
