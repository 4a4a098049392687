package io.sallyport.validator.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One compiled expression. Immutable; any thread may evaluate it.
 *
 * <p>What CEL's exceptions say quotes the arguments, so nobody reads it.
 */
public final class Expression {
  private final CelRuntime.Program program;
  private final Optional<String> pointer;
  private final List<Discriminator> discriminators;
  private final List<String> names;
  private final Set<String> variables;

  Expression(CelRuntime.Program program, CelExpr tree, Set<String> variables) {
    this.program = program;
    this.pointer = SelectPath.of(tree);
    this.discriminators = Discriminators.of(tree);
    this.names = SelectPath.names(tree).orElse(List.of());
    this.variables = Set.copyOf(variables);
  }

  /** The RFC 6901 pointer of what it reads, if it is nothing but a path into the event. */
  public Optional<String> pointer() {
    return pointer;
  }

  /** What has to hold of the event for it to be true; none says nothing. */
  public List<Discriminator> discriminators() {
    return discriminators;
  }

  /** Whether it reads that variable. */
  public boolean reads(String variable) {
    return variables.contains(variable);
  }

  /** Computes it; every trouble is a value, whatever CEL throws. */
  public Evaluated evaluate(Map<String, ?> variables) {
    return selected(variables).<Evaluated>map(Evaluated.Value::new).orElseGet(() -> run(variables));
  }

  /** The text that a plain path leads to: most fields are one, and CEL would say the same. */
  private Optional<Object> selected(Map<String, ?> variables) {
    return !names.isEmpty()
            && variables.get(Scope.EVENT) instanceof Map<?, ?> event
            && Discriminator.read(names, event) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  @SuppressWarnings("IllegalCatch") // An exception here would stop the partition: a poison pill.
  private Evaluated run(Map<String, ?> variables) {
    try {
      return new Evaluated.Value(program.eval(variables));
    } catch (CelEvaluationException e) {
      return e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
          ? new Evaluated.Missing()
          : new Evaluated.Failed();
    } catch (RuntimeException e) {
      return new Evaluated.Failed();
    }
  }
}
