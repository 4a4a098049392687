package io.sallyport.validator.expression;

import dev.cel.common.CelOptions;

/** The budget of every expression; CEL for Java has none of its own. */
final class ExpressionLimits {
  /** Characters of one expression. */
  static final int MAX_LENGTH = 4096;

  /** Steps of all comprehensions of one evaluation together. */
  static final int MAX_ITERATIONS = 1000;

  /** Nested expressions while parsing. */
  static final int MAX_DEPTH = 32;

  /** Nodes of one parsed expression. */
  static final int MAX_NODES = 2000;

  /** Characters of one regular expression. */
  static final int MAX_PATTERN_LENGTH = 512;

  /** Product of the counted repetitions of one regular expression, and its program's size. */
  static final int MAX_PATTERN_SIZE = 1000;

  /** Characters of a string that an expression joins. */
  static final int MAX_TEXT = 64 << 10;

  private ExpressionLimits() {}

  static CelOptions options() {
    return CelOptions.current()
        .maxExpressionCodePointSize(MAX_LENGTH)
        .maxParseRecursionDepth(MAX_DEPTH)
        .maxParseExpressionNodeCount(MAX_NODES)
        .comprehensionMaxIterations(MAX_ITERATIONS)
        .maxRegexProgramSize(MAX_PATTERN_SIZE)
        .enableHeterogeneousNumericComparisons(false)
        .build();
  }
}
