package io.sallyport.validator.expression;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The standard functions with our equality and bounds, and a few of strings. */
final class Functions {
  private static final Set<StandardFunction> REPLACED =
      Set.of(
          StandardFunction.EQUALS,
          StandardFunction.NOT_EQUALS,
          StandardFunction.IN,
          StandardFunction.MATCHES);

  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(
          CelStringExtensions.Function.SUBSTRING,
          CelStringExtensions.Function.INDEX_OF,
          CelStringExtensions.Function.LAST_INDEX_OF,
          CelStringExtensions.Function.LOWER_ASCII,
          CelStringExtensions.Function.TRIM);

  private Functions() {}

  @SuppressWarnings("Immutable") // Patterns only grow, and only while a bundle loads.
  static void install(CelBuilder builder, Patterns patterns, int maxText) {
    CelStandardFunctions kept =
        CelStandardFunctions.newBuilder().filterFunctions(Functions::isKept).build();
    builder.setStandardFunctions(kept);
    builder.addCompilerLibraries(STRINGS).addRuntimeLibraries(STRINGS);
    builder.addFunctionBindings(
        CelFunctionBinding.from("equals", Object.class, Object.class, Equality::equal),
        CelFunctionBinding.from(
            "not_equals", Object.class, Object.class, (a, b) -> !Equality.equal(a, b)),
        CelFunctionBinding.from("in_list", Object.class, List.class, Equality::isIn),
        CelFunctionBinding.from("in_map", Object.class, Map.class, Equality::isKeyOf),
        CelFunctionBinding.from("matches", String.class, String.class, patterns::matches),
        CelFunctionBinding.from("matches_string", String.class, String.class, patterns::matches),
        CelFunctionBinding.from(
            "add_string", String.class, String.class, (a, b) -> joined(a, b, maxText)));
  }

  private static boolean isKept(StandardFunction function, CelStandardOverload overload) {
    return !REPLACED.contains(function) && !overload.equals(AddOverload.ADD_STRING);
  }

  private static String joined(String left, String right, int maxText) {
    if (left.length() + right.length() > maxText) {
      throw new CelInvalidArgumentException("a joined string is too long");
    }
    return left + right;
  }
}
