package io.sallyport.cli.stage;

/**
 * The persons of the demo.
 *
 * @param operators who can stop everything
 * @param approvers without whom nothing is released
 */
public record People(TwoOperators operators, TwoApprovers approvers) {}
