package io.sallyport.cli.golden;

/**
 * One thing that is not as expected.
 *
 * @param where the rule and what of it, or {@code delivery}
 * @param expected by the test
 * @param got from the gate
 */
record Difference(String where, String expected, String got) {}
