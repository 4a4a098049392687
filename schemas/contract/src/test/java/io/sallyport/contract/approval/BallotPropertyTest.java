package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.testkit.Seeded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quorums count persons, whatever groups, keys and thresholds there are. */
class BallotPropertyTest {
  private static final int PERSONS = 8;
  private static final List<SigningKey> KEYS =
      IntStream.range(0, 2 * PERSONS).mapToObj(i -> SigningKey.generate()).toList();

  @Test
  void approvesExactlyWhenEachQuorumHasItsPersons() {
    Seeded.forAll(
        200,
        random -> {
          Map<String, Set<String>> groups = Map.of("a", drawn(random), "b", drawn(random));
          Hold hold =
              new Hold(
                  List.of(
                      new Quorum("a", 1 + random.nextInt(3)),
                      new Quorum("b", 1 + random.nextInt(3))),
                  Poll.DEADLINE);
          Statement statement = Poll.statement(Poll.statement().requester(), hold);
          Set<String> asked = new HashSet<>(groups.get("a"));
          asked.addAll(groups.get("b"));
          Set<String> approving = drawn(random);
          approving.retainAll(asked);

          Ballot.Result result =
              new Ballot(new Approvers(persons(), groups), statement, Poll.SKEW)
                  .count(verdicts(statement, approving, random), Poll.NOW);

          boolean enough =
              hold.quorums().stream()
                  .allMatch(quorum -> {
                    Set<String> met = new HashSet<>(groups.get(quorum.group()));
                    met.retainAll(approving);
                    return met.size() >= quorum.threshold();
                  });
          assertThat(result instanceof Ballot.Result.Approved).isEqualTo(enough);
        });
  }

  /** A second verdict of somebody never makes a quorum of what was none. */
  @Test
  void keysNeverCountInsteadOfPersons() {
    Seeded.forAll(
        100,
        random -> {
          Set<String> all = drawn(random);
          Statement statement =
              Poll.statement(
                  Poll.statement().requester(),
                  new Hold(List.of(new Quorum("a", Math.min(8, all.size() + 1))), Poll.DEADLINE));
          List<String> verdicts = new ArrayList<>(verdicts(statement, all, random));
          verdicts.addAll(verdicts(statement, all, random));

          Ballot.Result result =
              new Ballot(new Approvers(persons(), Map.of("a", everybody())), statement, Poll.SKEW)
                  .count(verdicts, Poll.NOW);

          assertThat(result).isInstanceOf(Ballot.Result.Refused.class);
        });
  }

  private static List<String> verdicts(Statement statement, Set<String> persons, Random random) {
    return persons.stream()
        .map(person -> {
          int index = 2 * Integer.parseInt(person.substring(1)) + random.nextInt(2);
          return VerdictCodec.sign(KEYS.get(index), Poll.approval(statement, person));
        })
        .toList();
  }

  private static List<Person> persons() {
    return IntStream.range(0, PERSONS)
        .mapToObj(i ->
            new Person(
                "p" + i,
                List.of("github:p" + i),
                List.of(KEYS.get(2 * i).jwk(), KEYS.get(2 * i + 1).jwk())))
        .toList();
  }

  private static Set<String> everybody() {
    return persons().stream().map(Person::id).collect(Collectors.toSet());
  }

  private static Set<String> drawn(Random random) {
    return everybody().stream()
        .filter(person -> random.nextBoolean())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
