package io.sallyport.action.constraint;

import io.sallyport.contract.Code;

/**
 * One value that its type does not admit; never says the value.
 *
 * @param pointer declared field names and array indices: {@code /items/3/name}; an entry of a map
 *     has its map's pointer, since the key is a value too
 * @param code the broken constraint
 */
public record Violation(String pointer, Code code) {}
