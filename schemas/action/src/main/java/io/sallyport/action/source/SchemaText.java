package io.sallyport.action.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/** A schema as text: read strictly into JSON, and the fingerprint of that JSON. */
public final class SchemaText {
  private static final String DOC = "doc";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.JSON_DEPTH)
                          .maxDocumentLength(Limits.SCHEMA_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SchemaText() {}

  /** The root record; empty, with a problem added, when the text is anything else. */
  public static Optional<Place> read(String text, List<SchemaProblem> problems) {
    if (text.length() > Limits.SCHEMA_LENGTH) {
      return refused(problems, SchemaRule.SCHEMA_TOO_LARGE, "split it into several types");
    }
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(MAPPER.writeValueAsString(tree))) {
        return refused(problems, SchemaRule.SCHEMA_NOT_JSON, "a string holds a lone surrogate");
      }
      return tree instanceof ObjectNode object
          ? Optional.of(new Place(object, "", problems))
          : refused(problems, SchemaRule.SCHEMA_NOT_RECORD, "write one JSON object");
    } catch (JsonProcessingException e) {
      return refused(problems, ruleOf(e), where(e));
    }
  }

  /**
   * SHA-256 over the RFC 8785 form of the whole schema without any {@code doc}: documentation,
   * white space and the order of names do not count, every constraint does. Avro's own fingerprint
   * drops the constraints.
   */
  public static Digest fingerprint(ObjectNode schema) {
    ObjectNode bare = schema.deepCopy();
    dropDocs(bare);
    try {
      return Digest.of(new JsonCanonicalizer(MAPPER.writeValueAsString(bare)).getEncodedUTF8());
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON tree has a canonical form", e);
    }
  }

  private static void dropDocs(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(DOC);
    }
    node.forEach(SchemaText::dropDocs);
  }

  private static SchemaRule ruleOf(JsonProcessingException e) {
    boolean duplicate =
        e instanceof JsonParseException && e.getOriginalMessage().startsWith("Duplicate field");
    return duplicate ? SchemaRule.SCHEMA_DUPLICATE_KEY : SchemaRule.SCHEMA_NOT_JSON;
  }

  private static String where(JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation())
        .map(at -> "see line " + at.getLineNr() + ", column " + at.getColumnNr())
        .orElse("not readable");
  }

  private static Optional<Place> refused(
      List<SchemaProblem> problems, SchemaRule rule, String detail) {
    problems.add(new SchemaProblem("", rule, detail));
    return Optional.empty();
  }
}
