package io.sallyport.bench.hold;

import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.jws.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Who approves, and what they say of a hold: of its id and the seed alone. Immutable. */
final class Panel {
  /** Who asks for each release, is among those who approve, and may not. */
  static final String REQUESTER = "octo";

  private static final List<String> OTHERS = List.of("anna", "ben", "cara", "dora");

  private final Map<String, SigningKey> keys = new TreeMap<>();
  private final long seed;

  Panel(long seed) {
    this.seed = seed;
    OTHERS.forEach(person -> keys.put(person, SigningKey.generate()));
    keys.put(REQUESTER, SigningKey.generate());
  }

  Map<String, SigningKey> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /**
   * A verdict, and when it is to be sent.
   *
   * @param part of the time that the hold has, 0 to 1
   */
  record Spoken(double part, String jws) {}

  /** Of 20 holds 7 are approved, 3 denied, 5 have one approval and 5 none that counts. */
  List<Spoken> on(Statement statement, Instant now) {
    Random random = new Random(seed * 31 + statement.action().id().text().hashCode());
    List<String> persons = new ArrayList<>(OTHERS);
    Collections.shuffle(persons, random);
    Words words = new Words(statement, now, random);
    int fate = random.nextInt(20);
    String first = persons.getFirst();
    String second = persons.getLast();
    if (fate < 7) {
      words.say(first, first, Word.APPROVE);
      words.say(second, second, Word.APPROVE);
    } else if (fate < 10) {
      words.say(first, first, Word.APPROVE);
      words.say(second, second, Word.DENY);
    } else if (fate < 15) {
      words.say(first, first, Word.APPROVE);
      words.say(REQUESTER, REQUESTER, Word.APPROVE);
    } else {
      words.say(REQUESTER, second, Word.APPROVE);
    }
    return words.spoken;
  }

  /** What is said of one hold. */
  private final class Words {
    private final Statement statement;
    private final Instant now;
    private final Random random;
    private final List<Spoken> spoken = new ArrayList<>();

    Words(Statement statement, Instant now, Random random) {
      this.statement = statement;
      this.now = now.truncatedTo(ChronoUnit.SECONDS);
      this.random = random;
    }

    /** Once, or again in the same bytes, or in others, with any key under any name. */
    void say(String key, String name, Word word) {
      double part = random.nextDouble() * 0.8;
      String jws = sign(key, name, word, now);
      spoken.add(new Spoken(part, jws));
      if (random.nextBoolean()) {
        spoken.add(new Spoken(part + random.nextDouble() * 0.1, jws));
      }
      if (random.nextBoolean()) {
        String other = sign(key, name, word, now.minusSeconds(1));
        spoken.add(new Spoken(part + random.nextDouble() * 0.1, other));
      }
    }

    private String sign(String key, String name, Word word, Instant issued) {
      Optional<String> reason = word == Word.DENY ? Optional.of("not now") : Optional.empty();
      return VerdictCodec.sign(
          Optional.ofNullable(keys.get(key)).orElseThrow(),
          new Verdict(
              name,
              statement.audience(),
              Optional.of(statement.action().id()),
              StatementCodec.digest(statement),
              word,
              reason,
              issued,
              statement.hold().deadline()));
    }
  }
}
