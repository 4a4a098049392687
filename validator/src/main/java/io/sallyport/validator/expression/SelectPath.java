package io.sallyport.validator.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plain paths into the event, such as {@code event.repository.full_name} or {@code event.a[0]}. */
final class SelectPath {
  private static final String INDEX = "_[_]";

  private SelectPath() {}

  /** The RFC 6901 pointer of {@code expression}; empty when it is more than a path. */
  static Optional<String> of(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> expression.ident().name().equals(Scope.EVENT) ? Optional.of("") : none();
      case SELECT -> expression.select().testOnly() ? none() : select(expression.select());
      case CALL -> index(expression.call());
      case CONSTANT, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> none();
    };
  }

  /** The names that {@code expression} selects one after the other; at least one. */
  static Optional<List<String>> names(CelExpr expression) {
    List<String> names = new ArrayList<>();
    CelExpr at = expression;
    while (at.getKind() == CelExpr.ExprKind.Kind.SELECT && !at.select().testOnly()) {
      names.addFirst(at.select().field());
      at = at.select().operand();
    }
    boolean isOfEvent =
        at.getKind() == CelExpr.ExprKind.Kind.IDENT && at.ident().name().equals(Scope.EVENT);
    return isOfEvent && !names.isEmpty() ? Optional.of(names) : Optional.empty();
  }

  private static Optional<String> select(CelExpr.CelSelect select) {
    return of(select.operand()).map(path -> path + "/" + escaped(select.field()));
  }

  private static Optional<String> index(CelExpr.CelCall call) {
    List<CelExpr> args = call.args();
    if (!call.function().equals(INDEX) || args.size() != 2) {
      return none();
    }
    CelExpr at = args.get(1);
    if (at.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return none();
    }
    return step(at.constant()).flatMap(step -> of(args.getFirst()).map(path -> path + "/" + step));
  }

  private static Optional<String> step(CelConstant constant) {
    return switch (constant.getKind()) {
      case STRING_VALUE -> Optional.of(escaped(constant.stringValue()));
      case INT64_VALUE -> Optional.of(Long.toString(constant.int64Value()));
      case NOT_SET,
          NULL_VALUE,
          BOOLEAN_VALUE,
          UINT64_VALUE,
          DOUBLE_VALUE,
          BYTES_VALUE,
          DURATION_VALUE,
          TIMESTAMP_VALUE ->
          none();
    };
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
