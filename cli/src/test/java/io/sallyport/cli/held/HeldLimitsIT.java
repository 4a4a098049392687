package io.sallyport.cli.held;

import static io.sallyport.cli.held.HoldsOnStage.wish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever floods the topics that approvers read gets a limit that is told. */
class HeldLimitsIT {
  private static final Topics TOPICS = new Topics("held-flood");
  private static final ActionType TYPE = Persons.type(40_000);
  private static final int RECORDS = 8;

  @TempDir private static Path directory;
  private static Office office;
  private static HoldsOnStage stage;
  private static Persons persons;
  private static List<Held> holds;

  private final Screen screen = new Screen();

  @BeforeAll
  static void floods() throws Exception {
    office = Office.open(directory, TOPICS);
    stage = office.stage();
    persons = office.persons();
    HoldsOnStage.Wish wish = wish(TYPE).noting("x".repeat(30_000));
    holds = List.of(stage.hold(wish), stage.hold(wish), stage.hold(wish));
    stage.misplace(stage.held(wish));
    stage.write(stage.held(wish), "no hold".getBytes(UTF_8));
    stage.write(stage.held(wish), HeldCodec.write(stage.held(wish)));
    Environment elsewhere = new Environment("prod-k4x");
    stage.hold(Holdings.audienceOf(stage.held(wish), elsewhere.cell(HoldsOnStage.CELL)));
    stage.hold(Holdings.audienceOf(stage.held(wish), HoldsOnStage.ENVIRONMENT.cell("payments")));
  }

  @AfterAll
  static void stops() {
    office.close();
  }

  @Test
  void readsAsManyRecordsAsItsLimit() {
    profile("enough", "records: " + RECORDS);
    profile("few", "records: " + (RECORDS - 1));

    assertThat(persons.run(screen, "enough", "list")).isZero();
    assertThat(persons.run(screen, "few", "list")).isEqualTo(2);

    assertThat(screen.err()).contains("more than 7 records of holds", "limits.records");
  }

  @Test
  void keepsAsManyBytesAsItsLimit() {
    int size = holds.stream().mapToInt(each -> HeldCodec.write(each).length).sum();
    profile("large", "size: " + size + "B");
    profile("small", "size: " + (size - 1) + "B");

    assertThat(persons.run(screen, "large", "list")).as(screen.err()).isZero();
    Screen small = new Screen();
    assertThat(persons.run(small, "small", "list")).isEqualTo(1);

    assertThat(small.err()).contains("there is more than limits.size");
    assertThat(small.out().lines()).hasSize(holds.size());
  }

  /** Strays: misplaced, no hold, under another's id, of another environment, of another cell. */
  @Test
  void listsOnlyWhatIsAHoldInItsPlace() {
    profile("any", "records: 100");

    assertThat(persons.run(screen, "any", "list")).isZero();

    assertThat(screen.out().lines()).hasSize(1 + holds.size());
    assertThat(screen.out()).contains(holds.stream().map(each -> each.id().text()).toList());
    assertThat(screen.err()).contains("5 records are no holds of this environment and cell");
  }

  @Test
  void tellsThatVerdictsWereTooMany() {
    profile("voter", "records: " + RECORDS);
    Held held = holds.getFirst();
    for (int i = 0; i < RECORDS + 1; i++) {
      stage.verdict(held, "no verdict " + i);
    }

    assertThat(persons.run(screen, "voter", "list")).isZero();

    assertThat(screen.err()).contains("more verdicts than limits.records");
  }

  private static void profile(String name, String limit) {
    persons.profile(name, "second", "second.pem", "limits: {" + limit + "}");
    persons.bundle("bundle", 40_000);
  }
}
