package io.sallyport.action.language;

import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.action.terms.Terms;
import io.sallyport.contract.id.Digest;
import java.util.List;
import org.apache.avro.Schema;

/** What came of reading a schema. */
public sealed interface Reading {
  /** The schema follows every rule. */
  record Read(Schema schema, Terms terms, Shape.Fields shape, Digest fingerprint)
      implements Reading {}

  /** It does not; all problems, in the order of reading. */
  record Refused(List<SchemaProblem> problems) implements Reading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
