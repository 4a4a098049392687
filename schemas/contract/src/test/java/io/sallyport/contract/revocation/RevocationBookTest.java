package io.sallyport.contract.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.PinnedKey.State;
import io.sallyport.contract.revocation.RevocationBook.Read;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("NHI1")
@Tag("NHI8")
@Tag("ASI10")
@Tag("CSF-GV.RR")
class RevocationBookTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");
  private static final Target OTHER = new Target(Target.Kind.SOURCE, "gitlab");
  private static final Target RULE = new Target(Target.Kind.RULE, "github");

  private final Operator first = new Operator("first");
  private final Operator second = new Operator("second");
  private final RevocationBook book = book(100);

  private RevocationBook book(int max) {
    return new RevocationBook(Operator.HERE, List.of(first.signer(), second.signer()), max);
  }

  @Test
  void stopsExactlyWhatHasTheTarget() {
    Read read = book.read(first.revokes(1, GITHUB), NOW);

    assertThat(read).isInstanceOf(Read.Taken.class);
    assertThat(book.stops(Set.of(RULE, GITHUB))).isTrue();
    assertThat(book.stops(Set.of(RULE, OTHER))).isFalse();
  }

  /** A person's identities are one in any case, and so is who asks. */
  @Test
  void upperAndLowerCaseOfAPrincipalAreOne() {
    Target small = new Target(Target.Kind.PRINCIPAL, "chat:alice@example.com");
    Target large = new Target(Target.Kind.PRINCIPAL, "chat:Alice@Example.com");

    book.read(first.revokes(1, small), NOW);
    assertThat(book.stops(Set.of(RULE, large))).isTrue();
    assertThat(book.isRevoked(large)).isTrue();
    book.read(first.revokes(2, large), NOW);
    for (int id = 1; id <= 2; id++) {
      assertThat(book.stops(Set.of(small))).isTrue();
      book.read(first.lifts(10 + id, id), NOW);
      book.read(second.lifts(20 + id, id), NOW);
    }

    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  void theCaseOfOtherTargetsCounts() {
    book.read(first.revokes(1, new Target(Target.Kind.ACTION_TYPE, "com.example.Do")), NOW);

    assertThat(book.stops(Set.of(new Target(Target.Kind.ACTION_TYPE, "com.example.DO")))).isFalse();
  }

  @Test
  void everythingIsEverything() {
    book.read(first.revokes(1, Target.EVERYTHING), NOW);

    assertThat(book.stops(Set.of())).isTrue();
  }

  @Test
  void onePersonLiftsNothing() {
    book.read(first.revokes(1, GITHUB), NOW);
    book.read(first.lifts(2, 1), NOW);

    Read again = book.read(first.lifts(3, 1), NOW);

    assertThat(again).isEqualTo(new Read.Known());
    assertThat(book.stops(Set.of(GITHUB))).isTrue();
  }

  @Test
  void twoKeysOfOnePersonLiftNothing() {
    Operator same = new Operator("first");
    RevocationBook two =
        new RevocationBook(Operator.HERE, List.of(first.signer(), same.signer()), 100);
    two.read(first.revokes(1, GITHUB), NOW);
    two.read(first.lifts(2, 1), NOW);

    two.read(same.lifts(3, 1), NOW);

    assertThat(two.stops(Set.of(GITHUB))).isTrue();
  }

  @Test
  void twoPersonsLift() {
    book.read(first.revokes(1, GITHUB), NOW);
    book.read(first.lifts(2, 1), NOW);
    book.read(second.lifts(3, 1), NOW);

    assertThat(book.stops(Set.of(GITHUB))).isFalse();
    assertThat(book.entries()).singleElement().matches(entry -> !entry.counts());
  }

  @Test
  void aCopyOfALiftedRevocationDoesNotCountAnew() {
    String revocation = first.revokes(1, GITHUB);
    book.read(revocation, NOW);
    book.read(first.lifts(2, 1), NOW);
    book.read(second.lifts(3, 1), NOW);

    assertThat(book.read(revocation, NOW)).isEqualTo(new Read.Known());
    assertThat(book.read(second.lifts(3, 1), NOW)).isEqualTo(new Read.Known());
    assertThat(book.stops(Set.of(GITHUB))).isFalse();
  }

  @Test
  void oneOfTwoRevocationsOfATargetStillStopsIt() {
    book.read(first.revokes(1, GITHUB), NOW);
    book.read(second.revokes(2, GITHUB), NOW);
    book.read(first.lifts(3, 1), NOW);
    book.read(second.lifts(4, 1), NOW);

    assertThat(book.stops(Set.of(GITHUB))).isTrue();
  }

  @Test
  void aLiftingComesAfterItsRevocation() {
    Read early = book.read(first.lifts(2, 1), NOW);
    book.read(first.revokes(1, GITHUB), NOW);
    book.read(second.lifts(3, 1), NOW);

    assertThat(early).isEqualTo(new Read.Refused(Code.REVOCATION_UNKNOWN));
    assertThat(book.stops(Set.of(GITHUB))).isTrue();
  }

  @Test
  void strangersRevokeNothing() {
    Read read = book.read(new Operator("first").revokes(1, GITHUB), NOW);

    assertThat(read).isEqualTo(new Read.Refused(Code.KEY_UNKNOWN));
    assertThat(book.stops(Set.of(GITHUB))).isFalse();
  }

  @Test
  void nobodySpeaksForAnother() {
    Read read =
        book.read(new Operator("second", first.key(), Operator.HERE).revokes(1, GITHUB), NOW);

    assertThat(read).isEqualTo(new Read.Refused(Code.REVOCATION_UNAUTHORISED));
  }

  @Test
  void whatIsForAnotherEnvironmentSaysNothingHere() {
    Environment there = new Environment("other-k4x");
    Read read = book.read(new Operator("first", first.key(), there).revokes(1, GITHUB), NOW);

    assertThat(read).isEqualTo(new Read.Refused(Code.REVOCATION_UNAUTHORISED));
  }

  @Test
  void ofARevokedKeyNothingCounts() {
    RevocationBook later =
        new RevocationBook(Operator.HERE, List.of(first.signer(State.REVOKED, Instant.MAX)), 100);

    assertThat(later.read(first.revokes(1, GITHUB), NOW))
        .isEqualTo(new Read.Refused(Code.KEY_NOT_VALID));
  }

  @Test
  void whatAKeySignedBeforeItsEndCountsForEver() {
    RevocationBook later =
        new RevocationBook(Operator.HERE, List.of(first.signer(State.VERIFY_ONLY, NOW)), 100);

    later.read(first.revokes(1, GITHUB), NOW.minusMillis(1));

    assertThat(later.stops(Set.of(GITHUB))).isTrue();
  }

  @Test
  void whatAKeySignsAfterItsEndDoesNotCount() {
    RevocationBook later =
        new RevocationBook(Operator.HERE, List.of(first.signer(State.VERIFY_ONLY, NOW)), 100);

    assertThat(later.read(first.revokes(1, GITHUB), NOW))
        .isEqualTo(new Read.Refused(Code.KEY_NOT_VALID));
  }

  @Test
  void anIdNamesOneRevocation() {
    book.read(first.revokes(1, GITHUB), NOW);

    Read other = book.read(first.revokes(1, OTHER), NOW);

    assertThat(other).isEqualTo(new Read.Refused(Code.ID_CONFLICT));
    assertThat(book.stops(Set.of(OTHER))).isFalse();
  }

  @Test
  void anythingElseIsRefused() {
    assertThat(book.read("", NOW)).isInstanceOf(Read.Refused.class);
    assertThat(book.read("a.b.c", NOW)).isInstanceOf(Read.Refused.class);
    assertThat(book.read("x".repeat(RevocationCodec.MAX_SIZE + 1), NOW))
        .isInstanceOf(Read.Refused.class);
  }

  @Test
  void holdsAsManyAsItMay() {
    RevocationBook small = book(1);

    small.read(first.revokes(1, GITHUB), NOW);

    assertThat(small.stops(Set.of(OTHER))).isFalse();
  }

  @Test
  void oneMoreStopsEverything() {
    RevocationBook small = book(1);
    small.read(first.revokes(1, GITHUB), NOW);

    Read read = small.read(first.revokes(2, OTHER), NOW);

    assertThat(read).isEqualTo(new Read.Refused(Code.REVOCATIONS_FULL));
    assertThat(small.stops(Set.of(RULE))).isTrue();
  }

  @Test
  void saysWhetherAnythingIsStopped() {
    assertThat(book.isEmpty()).isTrue();
    book.read(first.revokes(1, GITHUB), NOW);
    assertThat(book.isEmpty()).isFalse();
    book.read(first.lifts(2, 1), NOW);
    book.read(second.lifts(3, 1), NOW);
    assertThat(book.isEmpty()).isTrue();
  }

  /** A full book stops everything, also where all that is in it was lifted. */
  @Test
  void fullBookIsNeverEmpty() {
    RevocationBook small =
        new RevocationBook(Operator.HERE, List.of(first.signer(), second.signer()), 1);
    small.read(first.revokes(1, GITHUB), NOW);
    small.read(first.lifts(2, 1), NOW);
    small.read(second.lifts(3, 1), NOW);

    small.read(first.revokes(2, OTHER), NOW);

    assertThat(small.stops(Set.of())).isTrue();
    assertThat(small.isEmpty()).isFalse();
  }

  @Test
  void twoOperatorsHaveTwoKeys() {
    Operator shared = new Operator("second", first.key(), Operator.HERE);

    assertThatThrownBy(
            () -> new RevocationBook(Operator.HERE, List.of(first.signer(), shared.signer()), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
