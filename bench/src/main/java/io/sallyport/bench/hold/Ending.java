package io.sallyport.bench.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a hold ended, as its receipt says.
 *
 * @param receipt its id
 * @param opening the id of the receipt that said that it is held
 * @param result how
 * @param votes what was counted
 * @param at when it was appended, in milliseconds since 1970
 * @param told whether the desk has to be told
 */
record Ending(
    String receipt, String opening, String result, List<Vote> votes, long at, boolean told) {

  /**
   * What one person said.
   *
   * @param person who
   * @param word {@code approve} or {@code deny}
   * @param digest of the verdict
   */
  record Vote(String person, String word, String digest) {}

  static Ending of(JsonNode claims, long at) {
    List<Vote> votes = new ArrayList<>();
    for (JsonNode vote : claims.path("hold").path("votes")) {
      votes.add(
          new Vote(
              vote.path("person").asText(),
              vote.path("verdict").asText(),
              vote.path("digest").asText()));
    }
    String result = claims.path("hold").path("result").asText();
    return new Ending(
        claims.path("jti").asText(),
        claims.path("decision").asText(),
        result,
        List.copyOf(votes),
        at,
        claims.path("action").has("desk") && !result.equals("ALLOWED"));
  }

  Set<String> persons() {
    Set<String> persons = new TreeSet<>();
    votes.forEach(vote -> persons.add(vote.person()));
    return persons;
  }

  boolean isSealed() {
    return result.equals("ALLOWED");
  }

  boolean isExpired() {
    return result.equals("EXPIRED");
  }

  boolean isDenied() {
    return result.equals("DENIED");
  }
}
