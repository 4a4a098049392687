package io.sallyport.executor.credential.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.github.Permissions.Level;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Token;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What GitHub answers to a request for an installation token, checked against what was asked. */
final class InstallationToken {
  private static final String KIND = "installation token";

  private InstallationToken() {}

  /**
   * What was asked for.
   *
   * @param repository this one alone
   * @param permissions these at most
   * @param now a token that is over by then is refused
   * @param latest a token that expires later is refused
   */
  record Asked(Repository repository, Permissions permissions, Instant now, Instant latest) {}

  /** Refused for its status or form, whatever was issued in it. */
  static Grant refused(String rule, byte[] body) {
    return new Grant.Refused(
        rule, StrictJson.read(body).map(InstallationToken::issued).orElse(List.of()));
  }

  /** What can be sent back; anything else is no token of GitHub's. */
  private static List<Token> issued(ObjectNode json) {
    String token = json.path("token").asText("");
    return Token.canBe(token) ? List.of(new Token(token, KIND)) : List.of();
  }

  /** Reads the body of an answer with status 201; members of other names count nothing. */
  static Grant read(byte[] body, Asked asked) {
    Optional<ObjectNode> json = StrictJson.read(body);
    if (json.isEmpty()) {
      return Grant.refused("GitHub answered something else than one JSON object");
    }
    List<Token> issued = issued(json.get());
    try {
      Map<String, Level> levels = new TreeMap<>();
      Optional<String> problem =
          problem(Fields.of(json.get()), asked)
              .or(() -> permissions(json.get().path("permissions"), asked, levels));
      return problem.isEmpty()
          ? new Grant.Granted(
              issued.getFirst(), asked.repository() + " " + Permissions.text(levels))
          : new Grant.Refused("GitHub's answer: " + problem.get(), issued);
    } catch (Fields.Mismatch e) {
      return new Grant.Refused("GitHub's answer: " + e.getMessage(), issued);
    }
  }

  private static Optional<String> problem(Fields answer, Asked asked) throws Fields.Mismatch {
    if (!Token.canBe(answer.text("token"))) {
      return Optional.of("the token cannot stand in a header");
    }
    Optional<Instant> end = instant(answer.text("expires_at"));
    if (end.isEmpty() || !end.get().isAfter(asked.now()) || end.get().isAfter(asked.latest())) {
      return Optional.of("expires_at is not within maxLifetime; look at the clock");
    }
    if (!answer.text("repository_selection").equals("selected")) {
      return Optional.of("repository_selection is not selected");
    }
    List<Fields> repositories = answer.objects("repositories");
    if (repositories.size() != 1
        || !asked.repository().is(repositories.getFirst().text("full_name"))) {
      return Optional.of("repositories holds something else than the one asked for");
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Less than what was asked for is taken, more is not; all go to {@code levels}. */
  private static Optional<String> permissions(
      JsonNode granted, Asked asked, Map<String, Level> levels) {
    if (!granted.isObject() || granted.isEmpty()) {
      return Optional.of("permissions is missing");
    }
    for (Map.Entry<String, JsonNode> each : granted.properties()) {
      Optional<Level> level = Level.of(each.getValue().asText());
      if (level.isEmpty() || !asked.permissions().covers(each.getKey(), level.get())) {
        return Optional.of("permissions are wider than what was asked for");
      }
      levels.put(each.getKey(), level.get());
    }
    return Optional.empty();
  }
}
