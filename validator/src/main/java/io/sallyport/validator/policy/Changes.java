package io.sallyport.validator.policy;

import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.validator.bind.FieldBinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** What modify statements make of a record; all of them see the proposed one. */
sealed interface Changes {
  /** The record with other values. */
  record Made(GenericRecord record, List<Modification> list) implements Changes {
    /** Copies the list. */
    public Made {
      list = List.copyOf(list);
    }
  }

  /** It cannot be changed so, and which statement is to blame. */
  record Impossible(Code code, List<String> statements) implements Changes {
    /** Copies the statements. */
    public Impossible {
      statements = List.copyOf(statements);
    }
  }

  /** Applies {@code statements} to {@code proposed}, an action of {@code type}. */
  static Changes of(
      ActionType type,
      GenericRecord proposed,
      List<Statement.Modify> statements,
      Map<String, ?> variables) {
    GenericRecord changed = copy(type.schema(), proposed);
    Set<String> set = new HashSet<>();
    for (Statement.Modify statement : statements) {
      for (FieldBinding field : statement.set()) {
        if (!set.add(field.name())) {
          return new Impossible(Code.MODIFY_CONFLICT, List.of(statement.id()));
        }
        switch (field.fill(variables)) {
          case FieldBinding.Filled(Object value) -> changed.put(field.name(), value);
          case FieldBinding.Unfilled unfilled -> {
            return new Impossible(Code.POLICY_ERROR, List.of(statement.id()));
          }
        }
      }
    }
    return Constraints.check(type, changed).isEmpty()
        ? new Made(changed, differences(type, proposed, changed))
        : new Impossible(
            Code.MODIFY_INVALID, statements.stream().map(Statement.Modify::id).toList());
  }

  private static GenericRecord copy(Schema schema, GenericRecord record) {
    GenericData.Record copy = new GenericData.Record(schema);
    schema.getFields().forEach(field -> copy.put(field.pos(), record.get(field.pos())));
    return copy;
  }

  private static List<Modification> differences(
      ActionType type, GenericRecord proposed, GenericRecord changed) {
    List<Modification> found = new ArrayList<>();
    for (Schema.Field field : type.schema().getFields()) {
      Digest before = Digest.of(ActionCodec.encodeField(type, proposed, field.name()));
      Digest after = Digest.of(ActionCodec.encodeField(type, changed, field.name()));
      if (!before.equals(after)) {
        found.add(new Modification("/" + field.name(), before, after));
      }
    }
    return found;
  }
}
