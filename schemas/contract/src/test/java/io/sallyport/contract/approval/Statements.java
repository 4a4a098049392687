package io.sallyport.contract.approval;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement.Basis;
import io.sallyport.contract.approval.Statement.Proposal;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Statements of chance, with every character that may stand in one. */
final class Statements {
  private Statements() {}

  static Statement drawn(Random random) {
    return new Statement(
        new Environment("env-" + random.nextInt(1000)),
        "cell-" + random.nextInt(1000),
        new Proposal(id(random), text(random), effect(random), digest(random), digest(random)),
        new Requester(text(random), texts(random, Statement.MAX_CHAIN)),
        new Basis(digest(random), texts(random, 10)),
        hold(random));
  }

  /** Another statement: one of its parts is another. */
  static Statement changed(Statement from, Random random) {
    Statement to = drawn(random);
    Proposal action = from.action();
    int part = random.nextInt(8);
    return new Statement(
        part == 0 ? new Environment("other") : from.environment(),
        part == 1 ? "other" : from.cell(),
        changed(action, part, random),
        part == 6 ? new Requester("x" + text(random), List.of()) : from.requester(),
        from.basis(),
        part == 7 ? new Hold(to.hold().quorums(), Instant.EPOCH) : from.hold());
  }

  private static Proposal changed(Proposal action, int part, Random random) {
    return new Proposal(
        part == 2 ? id(random) : action.id(),
        part == 3 ? action.type() + "x" : action.type(),
        action.effect(),
        part == 4 ? digest(random) : action.fingerprint(),
        part == 5 ? digest(random) : action.body());
  }

  private static ActionId id(Random random) {
    return new ActionId("A".repeat(38) + (10_000 + random.nextInt(90_000)));
  }

  private static Effect effect(Random random) {
    List<Effect> effects = List.of(Effect.values());
    return effects.get(random.nextInt(effects.size()));
  }

  private static Digest digest(Random random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private static Hold hold(Random random) {
    List<Quorum> quorums =
        IntStream.rangeClosed(1, 1 + random.nextInt(Hold.MAX_QUORUMS))
            .mapToObj(i -> new Quorum("group-" + i, 1 + random.nextInt(8)))
            .toList();
    return new Hold(quorums, Instant.ofEpochSecond(1 + random.nextInt(Integer.MAX_VALUE)));
  }

  private static List<String> texts(Random random, int most) {
    return Stream.generate(() -> text(random)).limit(random.nextInt(most + 1)).toList();
  }

  private static String text(Random random) {
    int length = 1 + random.nextInt(40);
    return random
        .ints(length, 0x21, 0x7f)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
