package io.sallyport.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a principal says that came of its attempts.
 *
 * @param principal who says so: {@code iss}
 * @param at when, in whole seconds: {@code iat}
 * @param cluster the id of the Kafka cluster
 * @param manifest the digest of the declaration that it went by
 * @param attempts each as {@code topic orders write refused}
 */
record Report(
    String principal, Instant at, String cluster, Digest manifest, List<String> attempts) {
  /** The longest compact form, in characters. */
  static final int MAX_SIZE = 2 << 20;

  Report {
    attempts = List.copyOf(attempts);
  }

  /** The compact JWS. */
  String sign(SigningKey key) {
    ObjectNode json = StrictJson.object();
    json.put("iss", principal);
    json.put("iat", at.getEpochSecond());
    json.put("cluster", cluster);
    json.put("manifest", manifest.text());
    ArrayNode each = json.putArray("attempts");
    attempts.forEach(each::add);
    return Jws.sign(key, Typ.PROOF, StrictJson.write(json));
  }

  /** Reads a signed payload; empty when it does not hold exactly the claims of a report. */
  static Optional<Report> parse(Bytes payload) {
    return StrictJson.read(payload.toArray()).flatMap(Report::read);
  }

  private static Optional<Report> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Report report =
          new Report(
              fields.text("iss"),
              fields.seconds("iat"),
              fields.text("cluster"),
              new Digest(fields.text("manifest")),
              fields.texts("attempts"));
      fields.end();
      return Optional.of(report);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What it says of each attempt, by its words; who says two things of one says nothing. */
  Map<String, Answer> answers() {
    Map<String, Answer> answers = new HashMap<>();
    for (String attempt : attempts) {
      for (Answer answer : Answer.values()) {
        String end = " " + Cell.word(answer);
        if (attempt.endsWith(end)) {
          String cell = attempt.substring(0, attempt.length() - end.length());
          answers.merge(cell, answer, (_, _) -> Answer.UNKNOWN);
        }
      }
    }
    return answers;
  }
}
