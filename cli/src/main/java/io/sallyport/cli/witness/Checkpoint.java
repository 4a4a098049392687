package io.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where all chains stood when a witness last found each of them whole: a signed note of two lines,
 * the heads as JSON and the time.
 *
 * @param heads where they stood
 * @param at when that was seen, by the witness's clock
 */
public record Checkpoint(Heads heads, Instant at) {
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** The two lines. */
  String text() {
    return new String(StrictJson.write(heads.json()), UTF_8) + "\n" + at + "\n";
  }

  /** Whether it is no older than {@code age}, and not of a time to come but for unequal clocks. */
  public boolean isOfLast(Duration age, Instant now) {
    return !at.isBefore(now.minus(age)) && !at.isAfter(now.plus(SKEW));
  }

  /** Reads a note; empty when it is no checkpoint, or that key did not sign it. */
  static Optional<Checkpoint> open(byte[] note, Jwk witness) {
    return SignedNote.open(note, witness).flatMap(Checkpoint::parse);
  }

  private static Optional<Checkpoint> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 2) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(lines.getLast());
      return Heads.parse(lines.getFirst().getBytes(UTF_8)).map(heads -> new Checkpoint(heads, at));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
