package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.handler.Joining;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.Standing;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** The last look before a record joins its turn. */
class JoinedRecordTest {
  private static final Outgoing RECORD =
      new Outgoing("orders", Optional.empty(), Optional.empty(), Bytes.utf8("tea"), Map.of());

  private final Standing standing = new Standing();
  private final Shop shop = new Shop();
  private final Performing performing =
      new Performing(
          Map.of(),
          Map.of(Seal.type().name(), shop),
          standing,
          Clock.fixed(PerformTrial.NOW, ZoneOffset.UTC));

  /** Makes one record, and counts. */
  private static final class Shop implements Joining {
    private int made;

    @Override
    public Joined join(ActionId action, GenericRecord fields) {
      made++;
      return new Joined.Carried(RECORD);
    }

    @Override
    public long maxBytes() {
      return 77;
    }
  }

  @Test
  void isMadeOfAnActionThatNothingStops() {
    assertThat(join(10)).isEqualTo(new Joining.Joined.Carried(RECORD));
  }

  @Test
  void isNotMadeOfWhatWasRevoked() {
    standing.revoke(PerformTrial.GITHUB);

    assertThat(join(10)).isEqualTo(new Joining.Joined.Refused(Code.REVOKED));
    assertThat(shop.made).isZero();
  }

  @Test
  void isNotMadeWhileNobodyKnowsWhatIsRevoked() {
    standing.unconfirmed();

    assertThat(join(0)).isEqualTo(new Joining.Joined.Refused(Code.REVOCATIONS_STALE));
    assertThat(shop.made).isZero();
  }

  @Test
  void whatBecomesKnownWhileItWaitsCounts() {
    standing.unconfirmedFor(1).onConfirmation(() -> standing.revoke(PerformTrial.GITHUB));

    assertThat(join(10)).isEqualTo(new Joining.Joined.Refused(Code.REVOKED));
  }

  @Test
  void joinsItsTurnAndIsNeverClaimed() {
    assertThat(performing.manner(Seal.type())).contains(new Manner.Joined(77));
  }

  private Joining.Joined join(int seconds) {
    Task task =
        new Task(
            PerformTrial.ACTION,
            Optional.empty(),
            7,
            PerformTrial.DIGEST,
            Task.Order.of("key"),
            new Manner.Joined(77),
            Task.Life.until(PerformTrial.NOW.plusSeconds(600)));
    SealedAction action =
        new SealedAction(
            task, PerformTrial.fields(), PerformTrial.RECORD, Set.of(PerformTrial.GITHUB));
    return performing.join(action, PerformTrial.NOW.plusSeconds(seconds));
  }
}
