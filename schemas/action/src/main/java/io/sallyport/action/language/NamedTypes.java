package io.sallyport.action.language;

import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records and enums of one schema by name, all in the namespace of its root. A name is open
 * while its definition is read: who refers to it then would hold itself. Used by one thread.
 */
final class NamedTypes {
  private final String namespace;
  private final Map<String, State> types = new HashMap<>();

  NamedTypes(String namespace) {
    this.namespace = namespace;
  }

  private sealed interface State {}

  private record Open() implements State {}

  /** An empty shape was defined with problems of its own. */
  private record Defined(Optional<Shape> shape) implements State {}

  /** Reads what a name stands for. */
  interface Definition {
    Optional<Shape> read();
  }

  /** Defines a type once. */
  Optional<Shape> define(Place type, String name, Definition definition) {
    if (!Names.isName(name)) {
      type.problem("name", SchemaRule.NAME_INVALID, "write a simple ASCII name");
      return definition.read();
    }
    if (types.putIfAbsent(name, new Open()) != null) {
      type.problem("name", SchemaRule.NAME_DUPLICATE, "refer to the first one, or rename it");
      return definition.read();
    }
    Optional<Shape> shape = definition.read();
    types.put(name, new Defined(shape));
    return shape;
  }

  /** The type that a word refers to. */
  Optional<Shape> resolve(Place type, String word) {
    String prefix = namespace + ".";
    String name = word.startsWith(prefix) ? word.substring(prefix.length()) : word;
    return switch (types.get(name)) {
      case null -> {
        type.problem(SchemaRule.TYPE_UNKNOWN, "define it where it is used first");
        yield Optional.empty();
      }
      case Open _ -> {
        type.problem(SchemaRule.TYPE_RECURSIVE, "a record cannot hold itself");
        yield Optional.empty();
      }
      case Defined(Optional<Shape> shape) -> shape;
    };
  }
}
