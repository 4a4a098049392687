package io.sallyport.validator.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.sallyport.contract.mandate.Assurance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that an expression may name, with their types. Values of struct types are maps when
 * an expression is evaluated.
 *
 * @param variables name to type
 * @param structs every struct type that is reachable from a variable
 */
public record Scope(Map<String, CelType> variables, List<StructType> structs) {
  /** The payload. */
  public static final String EVENT = "event";

  /** The bound action. */
  public static final String ACTION = "action";

  /** The source: {@code name} and {@code assurance}. */
  public static final String SOURCE = "source";

  /** Who signed the delivery. */
  public static final String PRINCIPAL = "principal";

  /** On whose behalf it is proposed. */
  public static final String CHAIN = "chain";

  /** The wall clock. */
  public static final String NOW = "now";

  /** What came before in the session. */
  public static final String SESSION = "session";

  /** A decimal: no operator takes it, only {@code compare} and {@code decimal}. */
  public static final CelType DECIMAL = OpaqueType.create("decimal");

  private static final StructType SOURCE_TYPE =
      struct("source", Map.of("name", SimpleType.STRING, "assurance", SimpleType.STRING));

  /** Copies the collections. */
  public Scope {
    variables = Map.copyOf(variables);
    structs = List.copyOf(structs);
  }

  /** What a rule sees: the untrusted event and what is known of its sender. */
  public static Scope ofRule() {
    return new Scope(
        Map.of(
            EVENT,
            MapType.create(SimpleType.STRING, SimpleType.DYN),
            SOURCE,
            SOURCE_TYPE,
            PRINCIPAL,
            SimpleType.STRING),
        List.of(SOURCE_TYPE));
  }

  /**
   * What a policy sees: the bound action, no payload, and the wall clock.
   *
   * @param action the action's type
   * @param nested the record types within it
   */
  public static Scope ofPolicy(StructType action, List<StructType> nested) {
    Map<String, CelType> variables = new LinkedHashMap<>();
    variables.put(ACTION, action);
    variables.put(SOURCE, SOURCE_TYPE);
    variables.put(PRINCIPAL, SimpleType.STRING);
    variables.put(NOW, SimpleType.TIMESTAMP);
    variables.put(CHAIN, ListType.create(SimpleType.STRING));
    List<StructType> structs = new ArrayList<>(nested);
    structs.add(action);
    structs.add(SOURCE_TYPE);
    return new Scope(variables, structs);
  }

  /** The same, and what came before in a session of this type. */
  public Scope withSession(StructType session, StructType claimed) {
    Map<String, CelType> more = new LinkedHashMap<>(variables);
    more.put(SESSION, session);
    List<StructType> all = new ArrayList<>(structs);
    all.add(session);
    all.add(claimed);
    return new Scope(more, all);
  }

  /** The value of {@link #SOURCE}. */
  public static Map<String, String> source(String name, Assurance assurance) {
    return Map.of("name", name, "assurance", assurance.text());
  }

  /** A struct type with these fields. */
  public static StructType struct(String name, Map<String, ? extends CelType> fields) {
    ImmutableMap<String, CelType> copy = ImmutableMap.copyOf(fields);
    return StructType.create(name, copy.keySet(), field -> Optional.ofNullable(copy.get(field)));
  }

  CelTypeProvider types() {
    return new StructTypes(ImmutableList.copyOf(structs));
  }

  private record StructTypes(ImmutableList<CelType> all) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return all;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return all.stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
