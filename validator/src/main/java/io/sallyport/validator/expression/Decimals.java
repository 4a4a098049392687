package io.sallyport.validator.expression;

import com.google.re2j.Pattern;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;

/**
 * The functions of decimals, exact in every digit: {@code decimal(x)} makes one of an integer or
 * plain text, {@code d.compare(x)} is negative, 0 or positive. No operator takes a decimal, since
 * CEL would read the other side as a double.
 */
final class Decimals {
  private static final Pattern PLAIN = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");
  private static final int MAX_LENGTH = 128;

  private Decimals() {}

  static void install(CelBuilder builder) {
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            "decimal",
            CelOverloadDecl.newGlobalOverload("decimal_string", Scope.DECIMAL, SimpleType.STRING),
            CelOverloadDecl.newGlobalOverload("decimal_int", Scope.DECIMAL, SimpleType.INT),
            CelOverloadDecl.newGlobalOverload("decimal_decimal", Scope.DECIMAL, Scope.DECIMAL)),
        CelFunctionDecl.newFunctionDeclaration(
            "compare",
            CelOverloadDecl.newMemberOverload(
                "compare_string", SimpleType.INT, Scope.DECIMAL, SimpleType.STRING),
            CelOverloadDecl.newMemberOverload(
                "compare_int", SimpleType.INT, Scope.DECIMAL, SimpleType.INT),
            CelOverloadDecl.newMemberOverload(
                "compare_decimal", SimpleType.INT, Scope.DECIMAL, Scope.DECIMAL)));
    builder.addFunctionBindings(
        CelFunctionBinding.from("decimal_string", String.class, Decimals::of),
        CelFunctionBinding.from("decimal_int", Long.class, Decimals::of),
        CelFunctionBinding.from("decimal_decimal", Decimal.class, decimal -> decimal),
        CelFunctionBinding.from(
            "compare_string", Decimal.class, String.class, (a, b) -> compare(a, of(b))),
        CelFunctionBinding.from(
            "compare_int", Decimal.class, Long.class, (a, b) -> compare(a, of(b))),
        CelFunctionBinding.from(
            "compare_decimal", Decimal.class, Decimal.class, Decimals::compare));
  }

  private static long compare(Decimal left, Decimal right) {
    return left.value().compareTo(right.value());
  }

  private static Decimal of(long whole) {
    return new Decimal(BigDecimal.valueOf(whole));
  }

  /** Without the text: this ends in CEL's own message, which nobody may log. */
  private static Decimal of(String text) {
    if (text.length() > MAX_LENGTH || !PLAIN.matches(text)) {
      throw new CelInvalidArgumentException("the text is no plain decimal number");
    }
    return new Decimal(new BigDecimal(text));
  }
}
