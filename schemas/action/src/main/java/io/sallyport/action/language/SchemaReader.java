package io.sallyport.action.language;

import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.action.source.SchemaRule;
import io.sallyport.action.source.SchemaText;
import io.sallyport.action.terms.Terms;
import io.sallyport.contract.id.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Reads the text of an action schema: all of it, or every problem that it has. */
public final class SchemaReader {
  private static final Set<String> ROOT =
      Set.of(
          "type",
          "name",
          "namespace",
          "doc",
          "effect",
          "cell",
          "orderBy",
          "sequence",
          "idempotent",
          "maxTtl",
          "classification",
          "minAssurance",
          "approval",
          "fields");

  private SchemaReader() {}

  /** Reads {@code text}; never throws. */
  public static Reading read(String text) {
    List<SchemaProblem> problems = new ArrayList<>();
    Optional<Place> place = SchemaText.read(text, problems);
    if (place.isEmpty() || !isRecord(place.get())) {
      return new Reading.Refused(problems);
    }
    Place root = place.get();
    root.only(ROOT);
    Terms terms = TermsReader.read(root);
    Optional<Shape.Fields> shape = fields(root);
    shape.ifPresent(fields -> checkWhole(root, terms, fields));
    Optional<Schema> schema = problems.isEmpty() ? avro(root, text) : Optional.empty();
    if (schema.isEmpty() || shape.isEmpty()) {
      return new Reading.Refused(problems);
    }
    Digest fingerprint = SchemaText.fingerprint(root.json());
    return new Reading.Read(schema.get(), terms, shape.get(), fingerprint);
  }

  private static boolean isRecord(Place root) {
    boolean record = root.json().path("type").asText().equals("record");
    if (!record) {
      root.problem("type", SchemaRule.SCHEMA_NOT_RECORD, "write \"type\": \"record\"");
    }
    return record;
  }

  private static Optional<Shape.Fields> fields(Place root) {
    root.optionalText("doc");
    Optional<String> name = root.text("name");
    String namespace = root.text("namespace").orElse("");
    if (root.has("namespace") && !Names.isNamespace(namespace)) {
      root.problem("namespace", SchemaRule.NAME_INVALID, "write ASCII names with dots between");
    }
    return new TypeReader(namespace)
        .root(root, name.orElse("Action"))
        .filter(Shape.Fields.class::isInstance)
        .map(Shape.Fields.class::cast);
  }

  private static void checkWhole(Place root, Terms terms, Shape.Fields fields) {
    String by = terms.order().by();
    if (root.has("orderBy") && !has(fields, by, SchemaReader::isOrderable)) {
      root.problem("orderBy", SchemaRule.ORDER_BY_UNSUITABLE, "name a string or enum field");
    }
    Optional<String> sequence = terms.order().sequence();
    if (sequence.isPresent() && !has(fields, sequence.get(), SchemaReader::isSequence)) {
      root.problem("sequence", SchemaRule.SEQUENCE_UNSUITABLE, "name a long or timestamp field");
    }
    if (fields.maxBytes() > Limits.RECORD_BYTES) {
      root.problem(
          "fields", SchemaRule.RECORD_TOO_LARGE, "at the limits it takes " + fields.maxBytes());
    }
  }

  private static boolean has(Shape.Fields fields, String name, Predicate<Shape> suitable) {
    return fields.fields().stream()
        .filter(field -> field.name().equals(name))
        .anyMatch(field -> suitable.test(field.shape()));
  }

  private static boolean isSequence(Shape shape) {
    return shape instanceof Shape.Moment || (shape instanceof Shape.Whole whole && whole.wide());
  }

  private static boolean isOrderable(Shape shape) {
    return shape instanceof Shape.Text || shape instanceof Shape.Symbols;
  }

  private static Optional<Schema> avro(Place root, String text) {
    try {
      return Optional.of(new Schema.Parser(NameValidator.STRICT_VALIDATOR).parse(text));
    } catch (AvroRuntimeException e) {
      root.problem(SchemaRule.SCHEMA_REFUSED_BY_AVRO, e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
