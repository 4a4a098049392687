package io.sallyport.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a captured payload beside its bytes: the JSON object in the file of its name and
 * {@code .delivery}.
 *
 * @param contentType its media type
 * @param time when it came, RFC 3339
 * @param code why it was refused
 * @param principal who sent it, if not the source as a whole
 */
record Sidecar(
    Optional<String> contentType,
    Optional<Instant> time,
    Optional<Code> code,
    Optional<String> principal) {
  static final Sidecar NONE =
      new Sidecar(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String CONTENT_TYPE = "contentType";
  private static final String TIME = "time";
  private static final String CODE = "code";
  private static final String PRINCIPAL = "principal";

  /** Reads the JSON form; empty when it is not one. */
  static Optional<Sidecar> parse(byte[] json) {
    return StrictJson.read(json).flatMap(Sidecar::from);
  }

  private static Optional<Sidecar> from(ObjectNode json) {
    Optional<String> code = text(json, CODE);
    Optional<Code> known = code.flatMap(Code::parse);
    if (known.isPresent() != code.isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Sidecar(
              text(json, CONTENT_TYPE),
              text(json, TIME).map(Instant::parse),
              known,
              text(json, PRINCIPAL)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(ObjectNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  /** The JSON form. */
  byte[] json() {
    ObjectNode json = StrictJson.object();
    contentType.ifPresent(type -> json.put(CONTENT_TYPE, type));
    time.ifPresent(at -> json.put(TIME, at.toString()));
    code.ifPresent(why -> json.put(CODE, why.text()));
    principal.ifPresent(who -> json.put(PRINCIPAL, who));
    return StrictJson.write(json);
  }
}
