package io.sallyport.cli.prove;

import io.sallyport.cli.prove.Answer.Allowed;
import io.sallyport.cli.reach.Reach;
import io.sallyport.cli.reach.Surroundings;
import io.sallyport.cli.reach.Way;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is tried, and what should come of it.
 *
 * @param matrix of the brokers
 * @param reach of what is around the principals
 */
record Declaration(Matrix matrix, Reach reach) {

  static Declaration read(Path topics, Optional<Path> reach) {
    return new Declaration(
        new Matrix(TopicsDocument.read(topics).manifest()),
        reach.map(Reach::read).orElse(Reach.NONE));
  }

  /** What should be answered to {@code principal}. */
  Map<Attempt, Answer> expected(String principal) {
    Map<Attempt, Answer> expected = new LinkedHashMap<>();
    matrix
        .cells()
        .forEach(cell -> expected.put(cell.attempt(), answer(matrix.isGranted(principal, cell))));
    reach.ways().forEach(way -> expected.put(attempt(way), answer(way.open().contains(principal))));
    return expected;
  }

  private static Answer answer(boolean granted) {
    return granted ? Answer.GRANTED : Answer.REFUSED;
  }

  /** Tries the ways around {@code principal}, who should be who tries. */
  List<Tried> ways(String principal, Duration timeout) {
    List<Way> ways = reach.ways();
    List<Surroundings.Outcome> outcomes = new Surroundings(timeout).outcomes(ways);
    List<Tried> tried = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      Answer answer = Answer.of(way.open().contains(principal), allowed(outcomes.get(i)));
      tried.add(new Tried(attempt(way), answer));
    }
    return List.copyOf(tried);
  }

  private static Allowed allowed(Surroundings.Outcome outcome) {
    return switch (outcome) {
      case REACHED -> Allowed.YES;
      case CLOSED -> Allowed.NO;
      case UNCLEAR -> Allowed.UNKNOWN;
    };
  }

  private static Attempt attempt(Way way) {
    return new Attempt(Cell.word(way.kind()), way.name(), way.kind().operation());
  }

  /** So that two who proved something are known to mean the same. */
  Digest digest() {
    return reach.equals(Reach.NONE)
        ? matrix.digest()
        : Digest.of(Bytes.utf8(matrix.digest().text() + "\n" + reach));
  }
}
