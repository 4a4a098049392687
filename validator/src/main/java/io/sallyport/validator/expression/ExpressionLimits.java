package io.sallyport.validator.expression;

import dev.cel.common.CelOptions;

/**
 * The budget of every expression; CEL for Java has none of its own.
 *
 * @param length characters of one expression
 * @param depth nested expressions while parsing
 * @param nodes nodes of one parsed expression
 * @param iterations steps of all comprehensions of one evaluation together
 * @param pattern characters of one regular expression
 * @param repetitions product of the counted repetitions of one regular expression, and the size of
 *     its program
 * @param text characters of a string that an expression joins
 */
public record ExpressionLimits(
    int length, int depth, int nodes, int iterations, int pattern, int repetitions, int text) {
  /** What holds where the process says nothing. */
  public static final ExpressionLimits DEFAULTS =
      new ExpressionLimits(4096, 32, 2000, 1000, 512, 1000, 64 << 10);

  CelOptions options() {
    return CelOptions.current()
        .maxExpressionCodePointSize(length)
        .maxParseRecursionDepth(depth)
        .maxParseExpressionNodeCount(nodes)
        .comprehensionMaxIterations(iterations)
        .maxRegexProgramSize(repetitions)
        .enableHeterogeneousNumericComparisons(false)
        .build();
  }
}
