package io.sallyport.ingest.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.ingest.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what senders ask before they send anything: Slack's {@code url_verification} and
 * Discord's two kinds of PING. The only thing that ingest parses, of proven bodies alone, and none
 * of it is a delivery; whatever has not exactly these shapes is one.
 */
final class Handshake {
  /** The largest body that is looked at. */
  static final int MAX_BODY = 4096;

  /** The longest challenge. */
  static final int MAX_CHALLENGE = 256;

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final Set<String> SLACK = Set.of("type", "challenge", "token");

  private Handshake() {}

  /** What the sender of a proven body asks to be answered, if it is a handshake. */
  static Optional<Answer.Greeted> answer(Preset preset, byte[] body) {
    boolean greets = preset == Preset.SLACK || preset == Preset.DISCORD;
    if (!greets || body.length > MAX_BODY) {
      return Optional.empty();
    }
    Optional<ObjectNode> read = StrictJson.read(body);
    return preset == Preset.SLACK
        ? read.flatMap(Handshake::slack)
        : read.flatMap(Handshake::discord);
  }

  private static Optional<Answer.Greeted> slack(ObjectNode event) {
    String challenge = event.path("challenge").asText("");
    boolean isAsked =
        event.path("type").asText("").equals("url_verification")
            && event.path("challenge").isTextual()
            && hasOnly(event, SLACK);
    boolean isPlain = challenge.chars().allMatch(c -> c > ' ' && c < 127);
    if (!isAsked || challenge.isEmpty() || challenge.length() > MAX_CHALLENGE || !isPlain) {
      return Optional.empty();
    }
    ObjectNode answer = StrictJson.object();
    answer.put("challenge", challenge);
    return Optional.of(new Answer.Greeted(OK, text(answer)));
  }

  private static boolean hasOnly(ObjectNode event, Set<String> names) {
    Iterator<String> found = event.fieldNames();
    while (found.hasNext()) {
      if (!names.contains(found.next())) {
        return false;
      }
    }
    return true;
  }

  /** An interaction's PING has type 1, as a webhook's event has; a webhook's PING has type 0. */
  private static Optional<Answer.Greeted> discord(ObjectNode event) {
    boolean isBare = !event.has("event") && !event.has("data");
    if (!isBare || !isText(event, "application_id")) {
      return Optional.empty();
    }
    boolean isInteraction = isText(event, "id") && isText(event, "token");
    if (isInteraction && isType(event, 1)) {
      ObjectNode pong = StrictJson.object();
      pong.put("type", 1);
      return Optional.of(new Answer.Greeted(OK, text(pong)));
    }
    return Optional.of(new Answer.Greeted(NO_CONTENT, ""))
        .filter(_ -> !isInteraction && isType(event, 0));
  }

  private static boolean isText(ObjectNode event, String name) {
    return event.path(name).isTextual();
  }

  private static boolean isType(ObjectNode event, int type) {
    JsonNode found = event.path("type");
    return found.isIntegralNumber() && found.asLong() == type;
  }

  private static String text(ObjectNode answer) {
    return new String(StrictJson.write(answer), StandardCharsets.UTF_8);
  }
}
