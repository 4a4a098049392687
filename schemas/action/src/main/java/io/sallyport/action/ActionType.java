package io.sallyport.action;

import io.sallyport.action.language.Reading;
import io.sallyport.action.language.SchemaReader;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.action.terms.Approval;
import io.sallyport.action.terms.Terms;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A type of action: an Avro record schema in the action-schema language, with its constraints
 * compiled and its fingerprint taken. Immutable; two are equal when their fingerprints are.
 */
public final class ActionType {
  private final Reading.Read read;

  private ActionType(Reading.Read read) {
    this.read = read;
  }

  /** What came of parsing a schema. */
  public sealed interface Parsing {}

  /** The schema follows every rule of the language. */
  public record Parsed(ActionType type) implements Parsing {}

  /** It does not; all problems, each with its pointer into the schema. */
  public record Refused(List<SchemaProblem> problems) implements Parsing {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Parses the text of an {@code .avsc} file; never throws. */
  public static Parsing parse(String avsc) {
    return switch (SchemaReader.read(avsc)) {
      case Reading.Read read -> new Parsed(new ActionType(read));
      case Reading.Refused(List<SchemaProblem> problems) -> new Refused(problems);
    };
  }

  /** The full name: {@code com.example.actions.Deploy}. */
  public String name() {
    return read.schema().getFullName();
  }

  /** The Avro schema with all its properties. */
  public Schema schema() {
    return read.schema();
  }

  /** SHA-256 over the RFC 8785 form of the whole schema without any {@code doc}. */
  public Digest fingerprint() {
    return read.fingerprint();
  }

  /** What the action does to its target. */
  public Effect effect() {
    return terms().effect();
  }

  /** The cell that performs it. */
  public String cell() {
    return terms().cell();
  }

  /** The required string or enum field by which actions of this type are kept in order. */
  public String orderBy() {
    return terms().order().by();
  }

  /**
   * The required {@code long} field whose value rises from each action of an {@link #orderBy} value
   * to the next, if they may not be performed in another order.
   */
  public Optional<String> sequence() {
    return terms().order().sequence();
  }

  /** Whether its target may be asked again under the same idempotency key. */
  public boolean idempotent() {
    return terms().idempotent();
  }

  /** The longest life of a mandate for it. */
  public Duration maxTtl() {
    return terms().maxTtl();
  }

  /** How sensitive the data are that it touches. */
  public Classification classification() {
    return terms().classification();
  }

  /** The least that must be proven about its source. */
  public Assurance minAssurance() {
    return terms().minAssurance();
  }

  /** The persons that each action of it needs, if any. */
  public Optional<Approval> approval() {
    return terms().approval();
  }

  /** The values that its records may have. */
  public Shape.Fields shape() {
    return read.shape();
  }

  /** The most bytes that a record with all its values at their limits takes, unframed. */
  public int maxBytes() {
    return Math.toIntExact(read.shape().maxBytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActionType type && fingerprint().equals(type.fingerprint());
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return name() + "@" + fingerprint().text();
  }

  private Terms terms() {
    return read.terms();
  }
}
