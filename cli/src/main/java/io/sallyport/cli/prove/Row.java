package io.sallyport.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one principal's report comes to.
 *
 * @param principal whose
 * @param counts of each answer
 * @param bad what is not as declared, or was not tried
 * @param missing how much was not tried
 */
record Row(String principal, Map<Answer, Integer> counts, List<String> bad, int missing) {
  Row {
    counts = Map.copyOf(counts);
    bad = List.copyOf(bad);
  }

  /** Goes by the declaration, so that what a report leaves out is seen. */
  static Row of(String principal, Declaration declared, Optional<Report> report) {
    Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
    List<String> bad = new ArrayList<>();
    Map<String, Answer> answers = report.map(Report::answers).orElse(Map.of());
    int missing = 0;
    for (Map.Entry<Attempt, Answer> each : declared.expected(principal).entrySet()) {
      String attempt = each.getKey().text();
      Answer answer = answers.get(attempt);
      if (answer == null) {
        missing++;
      } else {
        counts.merge(answer, 1, Integer::sum);
      }
      if (answer != each.getValue() && report.isPresent()) {
        String word = answer == null ? "not tried" : Cell.word(answer);
        bad.add(principal + ": " + attempt + ": " + word);
      }
    }
    if (report.isEmpty()) {
      bad.add(principal + ": no report");
    }
    return new Row(principal, counts, bad, missing);
  }

  boolean isWell() {
    return bad.isEmpty();
  }

  void addTo(Table table) {
    table.row(
        principal,
        count(Answer.REFUSED),
        count(Answer.GRANTED),
        count(Answer.SUCCEEDED),
        count(Answer.LACKING),
        count(Answer.UNKNOWN),
        Integer.toString(missing));
  }

  private String count(Answer answer) {
    return Integer.toString(counts.getOrDefault(answer, 0));
  }

  ObjectNode json(ObjectNode json) {
    json.put("principal", principal);
    for (Answer answer : Answer.values()) {
      json.put(Cell.word(answer), counts.getOrDefault(answer, 0));
    }
    json.put("not-tried", missing);
    ArrayNode each = json.putArray("bad");
    bad.forEach(each::add);
    return json;
  }
}
