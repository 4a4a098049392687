package io.sallyport.validator.policy;

import io.sallyport.contract.mandate.Assurance;
import java.time.Instant;

/**
 * What is known beside the action itself.
 *
 * @param source the source's name
 * @param assurance how much is proven about it
 * @param principal who signed the delivery
 * @param now the wall clock
 */
public record Circumstances(String source, Assurance assurance, String principal, Instant now) {}
