package io.sallyport.validator.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the discriminators among the conditions that an expression joins by {@code &&}. */
final class Discriminators {
  private static final String AND = "_&&_";
  private static final String EQUALS = "_==_";
  private static final Set<String> IN = Set.of("@in", "_in_");

  private Discriminators() {}

  static List<Discriminator> of(CelExpr expression) {
    List<Discriminator> found = new ArrayList<>();
    collect(expression, found);
    return List.copyOf(found);
  }

  private static void collect(CelExpr expression, List<Discriminator> found) {
    if (expression.getKind() != Kind.CALL) {
      return;
    }
    CelExpr.CelCall call = expression.call();
    if (call.function().equals(AND)) {
      call.args().forEach(condition -> collect(condition, found));
    } else if (call.function().equals(EQUALS)) {
      CelExpr left = call.args().get(0);
      CelExpr right = call.args().get(1);
      discriminator(left, List.of(right))
          .or(() -> discriminator(right, List.of(left)))
          .ifPresent(found::add);
    } else if (IN.contains(call.function()) && call.args().get(1).getKind() == Kind.LIST) {
      discriminator(call.args().get(0), call.args().get(1).list().elements()).ifPresent(found::add);
    }
  }

  private static Optional<Discriminator> discriminator(CelExpr path, List<CelExpr> literals) {
    Set<Object> values = new HashSet<>();
    for (CelExpr literal : literals) {
      Optional<Object> value =
          literal.getKind() == Kind.CONSTANT ? value(literal.constant()) : Optional.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return SelectPath.names(path).map(names -> new Discriminator(names, values));
  }

  private static Optional<Object> value(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE -> Optional.of(constant.stringValue());
      case INT64_VALUE -> Optional.of(constant.int64Value());
      case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
      case NOT_SET,
          NULL_VALUE,
          UINT64_VALUE,
          DOUBLE_VALUE,
          BYTES_VALUE,
          DURATION_VALUE,
          TIMESTAMP_VALUE ->
          Optional.empty();
    };
  }
}
