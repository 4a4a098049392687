package io.sallyport.validator.parse.payload;

import io.sallyport.evidence.content.Payload;
import io.sallyport.validator.parse.EventParser;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;

/** Makes an event of a body, or refuses it. Immutable; never throws. */
@FunctionalInterface
public interface PayloadParser {

  /** Parses one raw body. */
  Parsed parse(byte[] body);

  /**
   * The parser of payloads of this kind.
   *
   * @param limits of the JSON in there
   * @param maxBytes of a body; larger ones must not reach it
   */
  static PayloadParser of(Payload payload, ParseLimits limits, int maxBytes) {
    EventParser json = new EventParser(limits, maxBytes);
    return switch (payload) {
      case Payload.Json same -> json::parse;
      case Payload.Form form -> new FormParser(form, limits, json);
      case Payload.CloudEvents envelope -> new CloudEventParser(json);
    };
  }
}
