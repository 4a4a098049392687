package io.sallyport.cli.held;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.hold.Votes;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verdict counts for its person's tool where it counts for the validator: ADR 61. */
@Tag("ASI09")
class VotesTest {
  private static final int PARTITIONS = 12;
  private static final Held HELD = Holdings.held(Persons.type(200), "a new basket");

  private final SigningKey key = SigningKey.generate();
  private final Statement statement = Office.statement(HELD);
  private final OpenHold hold = new OpenHold(HELD, statement, StatementCodec.digest(statement));
  private final Person person = new Person("anna", List.of("github:anna"), List.of(key.jwk()));
  private final Votes votes =
      new Votes(
          new Approvers(List.of(person), Map.of("managers", Set.of("anna"))), List.of(hold), 100);

  @Test
  void countsAVerdictInItsPlaceAlone() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (partition != place()) {
        votes.take(approval(partition), PARTITIONS);
      }
    }
    assertThat(votes.text(hold)).isEqualTo("0 of 2 managers");

    votes.take(approval(place()), PARTITIONS);

    assertThat(votes.on(hold)).containsExactly("anna");
    assertThat(votes.text(hold)).isEqualTo("1 of 2 managers");
  }

  private static byte[] id() {
    return HELD.id().text().getBytes(UTF_8);
  }

  private static int place() {
    return Partitions.of(id(), PARTITIONS);
  }

  private ConsumerRecord<byte[], byte[]> approval(int partition) {
    Verdict verdict =
        new Verdict(
            "anna",
            statement.audience(),
            Optional.of(HELD.id()),
            StatementCodec.digest(statement),
            Verdict.Word.APPROVE,
            Optional.empty(),
            Instant.ofEpochSecond(Instant.now().getEpochSecond()),
            HELD.hold().deadline());
    byte[] jws = VerdictCodec.sign(key, verdict).getBytes(UTF_8);
    return new ConsumerRecord<>("approvals", partition, 0, id(), jws);
  }
}
