package io.sallyport.validator.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles the expressions of one scope, each text once. Used by one thread, while a bundle loads.
 */
public final class Expressions {
  private static final Set<CelKind> TRUTHS = Set.of(CelKind.BOOL, CelKind.DYN);

  private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_", "@in");

  private final Patterns patterns;
  private final Cel cel;
  private final Map<String, Compiled> predicates = new HashMap<>();
  private final Map<String, Compiled> values = new HashMap<>();

  /** A compiler for expressions over {@code scope}, within the usual limits. */
  public Expressions(Scope scope) {
    this(scope, ExpressionLimits.DEFAULTS);
  }

  /** A compiler for expressions over {@code scope}. */
  public Expressions(Scope scope, ExpressionLimits limits) {
    this.patterns = new Patterns(limits);
    CelBuilder builder =
        CelFactory.legacyCelBuilder()
            .setOptions(limits.options())
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder().build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(scope.types());
    scope.variables().forEach(builder::addVar);
    Functions.install(builder, patterns, limits.text());
    Decimals.install(builder);
    this.cel = builder.build();
  }

  /** Compiles an expression that has to be true or false. */
  public Compiled predicate(String text) {
    return predicates.computeIfAbsent(text, key -> compile(key, true));
  }

  /** Compiles an expression of any type. */
  public Compiled value(String text) {
    return values.computeIfAbsent(text, key -> compile(key, false));
  }

  private Compiled compile(String text, boolean isPredicate) {
    try {
      CelAbstractSyntaxTree tree = cel.compile(text).getAst();
      if (isPredicate && !TRUTHS.contains(tree.getResultType().kind())) {
        return new Compiled.Wrong("it is not true or false");
      }
      Optional<String> problem = problem(tree);
      return problem.isPresent()
          ? new Compiled.Wrong(problem.get())
          : new Compiled.Ready(
              new Expression(cel.createProgram(tree), tree.getExpr(), names(tree)));
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Wrong(firstLine(e));
    }
  }

  /** Every name that it reads; one that a comprehension makes may hide a variable. */
  private static Set<String> names(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(expression -> expression.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .map(expression -> expression.ident().name())
        .collect(Collectors.toSet());
  }

  /** What the grammar allows and we do not. */
  private Optional<String> problem(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .flatMap(expression -> problem(tree, expression).stream())
        .findFirst();
  }

  private Optional<String> problem(CelAbstractSyntaxTree tree, CelExpr expression) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.STRUCT) {
      return Optional.of("messages cannot be created");
    }
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return Optional.empty();
    }
    List<CelExpr> args = expression.call().args();
    if (EQUALITIES.contains(expression.call().function())) {
      return args.stream().anyMatch(arg -> isDecimal(tree, arg))
          ? Optional.of("no operator takes decimals; write a.compare(b) == 0")
          : Optional.empty();
    }
    return expression.call().function().equals("matches") ? pattern(args) : Optional.empty();
  }

  private static boolean isDecimal(CelAbstractSyntaxTree tree, CelExpr arg) {
    return tree.getType(arg.id()).filter(Scope.DECIMAL::equals).isPresent();
  }

  private Optional<String> pattern(List<CelExpr> args) {
    CelExpr pattern = args.getLast();
    return pattern.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        ? patterns.add(pattern.constant().stringValue())
        : Optional.of("the pattern of matches() has to be a literal");
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).replace("<input>:", "at ");
  }
}
