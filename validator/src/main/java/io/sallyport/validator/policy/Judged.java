package io.sallyport.validator.policy;

import io.sallyport.validator.expression.Evaluated.Truth;

/**
 * One statement about one action, evaluated.
 *
 * @param id the statement's
 * @param effect its word in the document
 * @param truth whether it holds
 */
public record Judged(String id, String effect, Truth truth) {}
