package io.sallyport.validator.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sallyport.contract.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Parses bodies: strict UTF-8, then I-JSON from characters, so that nothing guesses an encoding.
 * What the parser's exceptions say may quote the body, hence nobody reads it. Immutable.
 */
public final class EventParser {
  /** Made before it is needed: a class first used without stack is broken for good. */
  private static final Parsed EXHAUSTED = new Parsed.Refused(Code.PARSER_EXHAUSTED, "");

  private final ParseLimits limits;
  private final JsonFactory json;

  /** A parser under {@code limits}; larger bodies than {@code maxBytes} must not reach it. */
  public EventParser(ParseLimits limits, int maxBytes) {
    this.limits = limits;
    // The reader checks depth, digits and names itself and says where; these stand behind it.
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth() + 1)
            .maxNumberLength(maxBytes)
            .maxStringLength(maxBytes)
            .maxNameLength(maxBytes)
            .maxDocumentLength(maxBytes)
            .build();
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // A stranger chooses the names: no table that all documents share.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /** Parses one body. */
  public Parsed parse(byte[] body) {
    try {
      Optional<String> text = StrictUtf8.decode(body);
      return text.isPresent() ? read(text.get()) : new Parsed.Refused(Code.UTF8_INVALID, "");
    } catch (StackOverflowError | OutOfMemoryError e) {
      // Errors bypass the handlers of Kafka Streams: one crafted body would stop the partition.
      return EXHAUSTED;
    }
  }

  /** Parses text that was strict UTF-8 in a part of a body. */
  public Parsed parse(String text) {
    try {
      return read(text);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return EXHAUSTED;
    }
  }

  private Parsed read(String text) {
    try (JsonParser tokens = json.createParser(text)) {
      return read(tokens, text.contains("\\u"));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private Parsed read(JsonParser tokens, boolean hasEscapes) throws IOException {
    try {
      Map<String, Object> members = new TreeReader(tokens, limits, hasEscapes).document();
      return isAtEnd(tokens)
          ? new Parsed.Accepted(new UntrustedEvent(members))
          : new Parsed.Refused(Code.JSON_TRAILING, "");
    } catch (Refusal refusal) {
      return new Parsed.Refused(refusal.code(), place(tokens));
    } catch (JsonProcessingException e) {
      return new Parsed.Refused(Code.JSON_INVALID, place(tokens));
    }
  }

  private static boolean isAtEnd(JsonParser tokens) throws IOException {
    try {
      return tokens.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String place(JsonParser tokens) {
    return Pointers.visible(tokens.getParsingContext().pathAsPointer().toString());
  }
}
