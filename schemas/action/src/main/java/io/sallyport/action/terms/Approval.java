package io.sallyport.action.terms;

/**
 * The approval floor of a type: every action of it needs these persons.
 *
 * @param group whose members count
 * @param threshold how many distinct persons, 1 to 8
 */
public record Approval(String group, int threshold) {}
