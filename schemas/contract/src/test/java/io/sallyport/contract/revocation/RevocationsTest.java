package io.sallyport.contract.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevocationsTest {
  private static final Set<Target> TARGETS = Set.of(new Target(Target.Kind.SOURCE, "github"));

  /** What is known, and what comes in while somebody asks whether it is current. */
  private static final class Known implements Revocations {
    private boolean current = true;
    private boolean stopped;
    private boolean comesIn;

    @Override
    public boolean isCurrent() {
      stopped |= comesIn;
      return current;
    }

    @Override
    public boolean stops(Set<Target> targets) {
      return stopped && targets.equals(TARGETS);
    }

    @Override
    public boolean isRevoked(Target target) {
      return stops(Set.of(target));
    }
  }

  private final Known known = new Known();

  @Test
  void haltsNothingThatIsKnownNotToBeRevoked() {
    assertThat(known.halt(TARGETS)).isEmpty();
  }

  @Test
  void haltsWhatWasRevoked() {
    known.stopped = true;

    assertThat(known.halt(TARGETS)).contains(Code.REVOKED);
    assertThat(known.halt(Set.of(Target.EVERYTHING))).isEmpty();
  }

  @Test
  void haltsAllWhileNothingIsConfirmed() {
    known.current = false;

    assertThat(known.halt(TARGETS)).contains(Code.REVOCATIONS_STALE);
  }

  @Test
  void callsRevokedWhatIsBoth() {
    known.current = false;
    known.stopped = true;

    assertThat(known.halt(TARGETS)).contains(Code.REVOKED);
  }

  /** What was confirmed before it came in does not vouch for what is looked at after it. */
  @Test
  void findsWhatComesInAfterTheConfirmation() {
    known.comesIn = true;

    assertThat(known.halt(TARGETS)).contains(Code.REVOKED);
  }
}
