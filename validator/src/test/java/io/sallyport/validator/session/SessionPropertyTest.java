package io.sallyport.validator.session;

import static io.sallyport.validator.session.Notebook.NOW;
import static io.sallyport.validator.session.Notebook.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, in whatever order, with clocks that jump, bundles that change and ticks between:
 * no session has more actions than its rule allows, no principal opens more sessions, what happened
 * stays as it was, and what began once never begins again.
 */
@Tag("AARM-R2")
class SessionPropertyTest {
  private static final int STEPS = 600;
  private static final int LIVES = 4;

  private final Notebook notebook = new Notebook();
  private final Map<SessionClaim, List<Entry>> happened = new HashMap<>();
  private final Map<SessionClaim, Instant> opened = new HashMap<>();
  private final List<SessionClaim> claims = new ArrayList<>();
  private final Set<Code> met = EnumSet.noneOf(Code.class);
  private int forgotten;
  private Instant latest = NOW;

  @ParameterizedTest
  @ValueSource(longs = {20261122, 1, 2, 3, 4, 5, 6, 7})
  void boundsOrdersAndNeverBeginsAgain(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      move(random);
      switch (random.nextInt(12)) {
        case 0 -> forgotten += notebook.tick();
        case 1 -> end(random);
        case 2 -> reload(random);
        default -> act(random, i);
      }
      check();
    }
    assertThat(met)
        .contains(
            Code.SESSION_EXPIRED, Code.SESSION_FULL, Code.SESSIONS_FULL, Code.SESSION_CHANGED);
    assertThat(forgotten).as("some were forgotten").isPositive();
    assertThat(opened).as("and many opened").hasSizeGreaterThan(10);
  }

  /** Mostly on, seldom far, and back by less than a minute of the furthest. */
  private void move(Random random) {
    int far = random.nextInt(60);
    Duration step =
        far == 0
            ? Duration.ofHours(random.nextInt(1, 26))
            : Duration.ofMillis(random.nextInt(-20_000, 60_000));
    Instant next = notebook.now.plus(step);
    Instant floor = latest.minusSeconds(50);
    notebook.now = next.isBefore(floor) ? floor : next;
    latest = latest.isAfter(notebook.now) ? latest : notebook.now;
  }

  private void reload(Random random) {
    Duration lifetime = Duration.ofMinutes(List.of(1, 10, 30, 600, 1440).get(random.nextInt(5)));
    notebook.terms = new SessionTerms(lifetime, random.nextInt(1, 6), random.nextInt(1, LIVES + 1));
  }

  private void act(Random random, int i) {
    SessionClaim claim = claim(random, i);
    int taken = notebook.store().taken(OWNER, notebook.now);
    Optional<Code> refused = notebook.act(claim);
    refused.ifPresent(met::add);
    if (refused.isEmpty()) {
      List<Entry> after = notebook.known(claim).entries();
      List<Entry> before = happened.getOrDefault(claim, List.of());
      assertThat(after).hasSize(before.size() + 1);
      assertThat(after.subList(0, before.size())).as("nothing is lost").isEqualTo(before);
      if (opened.putIfAbsent(claim, notebook.now) == null) {
        assertThat(taken).as("places").isLessThan(notebook.terms.perPrincipal());
      }
      assertThat(notebook.known(claim).decided().size())
          .isLessThanOrEqualTo(notebook.terms.maxActions());
      assertThat(notebook.now).isBefore(claim.started().plus(notebook.terms.lifetime()));
      happened.put(claim, after);
    }
  }

  /** One of before, one of before with another beginning, or a new one. */
  private SessionClaim claim(Random random, int i) {
    int kind = claims.isEmpty() ? 9 : random.nextInt(10);
    if (kind < 6) {
      return claims.get(random.nextInt(Math.max(0, claims.size() - 8), claims.size()));
    }
    if (kind == 6) {
      return claims.get(random.nextInt(claims.size()));
    }
    if (kind == 7) {
      SessionClaim one = claims.getLast();
      return new SessionClaim(one.id(), one.started().plusMillis(1), one.intent());
    }
    SessionClaim made =
        Notebook.claim("s" + i, notebook.now.minusSeconds(random.nextInt(-30, 600)));
    claims.add(made);
    return made;
  }

  private void end(Random random) {
    for (SessionClaim claim : claims.reversed()) {
      Optional<Session> known = notebook.store().session(OWNER, claim.id());
      if (known.isPresent() && known.get().told().isEmpty() && happened.containsKey(claim)) {
        Result[] all = Result.values();
        notebook.end(claim, all[random.nextInt(all.length)]);
        happened.put(claim, notebook.known(claim).entries());
        return;
      }
    }
  }

  /** What is kept is what happened, entry for entry, or is forgotten for good. */
  private void check() {
    happened.forEach((claim, entries) ->
        notebook
            .store()
            .session(OWNER, claim.id())
            .ifPresent(session -> assertThat(session.entries()).isEqualTo(entries)));
  }
}
