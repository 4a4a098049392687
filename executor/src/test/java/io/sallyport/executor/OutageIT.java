package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The outage matrix: what an executor needs is taken away, each part alone. Nothing executes
 * meanwhile, nothing is lost, and what expired says so. The validator's part of it, the registry,
 * is {@code RegistryOutageIT}; what is taken away while it runs, {@code KillSwitchIT}, {@code
 * KafkaCrashIT} and {@code MinterIT}.
 */
@Tag("ASI08")
@Tag("CSF-PR.IR")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {
  private static final int HALF = 5;

  /** Longer than a mandate lives here. */
  private static final Duration OUTAGE = Duration.ofMinutes(11);

  /** What is taken away, and what an executor says that does not start without it. */
  enum Part {
    /** The executor itself. */
    EXECUTOR(""),
    BROKER("kafka: "),
    /** Whoever would tell that no revocation is missing. */
    REVOCATIONS("Topic authorization failed"),
    MANDATE_KEY("validator-mandate.jwk: cannot be read"),
    RECEIPT_KEY("receipt.pem: cannot be read"),
    SANDBOX("bubblewrap does not work");

    private final String refusal;

    Part(String refusal) {
      this.refusal = refusal;
    }
  }

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private RetryOrders orders;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    orders = new RetryOrders(cluster, stage);
    orders.handle(RetryOrders.ONCE, stage.target().origin(), "");
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource
  void startsNothingAndGoesOnWithWhatIsInTime(Part part) throws Exception {
    ActionId before = performOne();
    List<ActionId> late = new ArrayList<>();
    List<ActionId> timely = new ArrayList<>();
    for (int i = 0; i < HALF; i++) {
      late.add(orders.send(RetryOrders.ONCE, "lane-" + i, 0, Instant.now().minus(OUTAGE)));
      timely.add(orders.send(RetryOrders.ONCE, "lane-" + i, 0));
    }
    takeAway(part);
    assertThat(refusal(part)).contains(part.refusal);
    giveBack(part);
    assertThat(stage.target().effects()).containsExactly(before.text());

    try (RoleProcess.Running _ = ExecutorMain.start(config())) {
      assertThat(results(late)).containsOnly(OutcomeResult.EXPIRED);
      assertThat(results(timely)).containsOnly(OutcomeResult.SUCCEEDED);
    }
    timely.add(before);
    assertThat(stage.target().effects())
        .containsExactlyInAnyOrderElementsOf(timely.stream().map(ActionId::text).toList());
    assertThat(orders.ended()).hasSize(2 * HALF + 1);
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  /** A clock that is wrong cannot be told from a late record: it ends, and says how. */
  @ParameterizedTest
  @CsvSource({"PT1H, EXPIRED", "PT-1H, not-yet-valid"})
  void performsNothingByAWrongClock(Duration wrong, String ending) throws Exception {
    Clock clock = Clock.offset(Clock.systemUTC(), wrong);
    try (RoleProcess.Running _ = ExecutorMain.start(config(), clock)) {
      orders.send(RetryOrders.ONCE, "lane", 0);
      assertThat(stage.awaitEndings(1)).containsExactly(ending);
    }
    assertThat(stage.target().effects()).isEmpty();

    try (RoleProcess.Running _ = ExecutorMain.start(config())) {
      assertThat(results(List.of(orders.send(RetryOrders.ONCE, "lane", 1))))
          .containsExactly(OutcomeResult.SUCCEEDED);
    }
    assertThat(stage.target().effects()).hasSize(1);
  }

  /**
   * What could not be lent a credential ends at once: nothing was sent, and the receipt says so.
   */
  @org.junit.jupiter.api.Test
  void performsNothingWithoutTheMinter() throws Exception {
    String config = Files.readString(config());
    Path root = config().resolveSibling("secrets/ci-token");
    Path kept = root.resolveSibling("kept");
    Files.move(root, kept);
    Files.writeString(config(), config + "  minter: {socket: run/minter.sock, timeout: 1s}\n");
    ActionId without = orders.send(RetryOrders.ONCE, "lane", 0);
    try (RoleProcess.Running _ = ExecutorMain.start(config())) {
      ReceiptBody.Outcome end = orders.awaitEnd(without);
      assertThat(end.result()).isEqualTo(OutcomeResult.FAILED);
      assertThat(end.code()).isEqualTo(Code.LEASE_FAILED);
    }
    assertThat(stage.target().effects()).isEmpty();

    Files.move(kept, root);
    Files.writeString(config(), config);
    ActionId with = performOne();
    assertThat(stage.target().effects()).containsExactly(with.text());
  }

  private void takeAway(Part part) throws Exception {
    switch (part) {
      case EXECUTOR -> {}
      case BROKER -> cluster.stop();
      case REVOCATIONS -> stage.mayReadRevocations(false);
      case MANDATE_KEY, RECEIPT_KEY -> Files.move(key(part), aside(part));
      case SANDBOX -> orders.handleByProgram(RetryOrders.LEVEL);
    }
  }

  private void giveBack(Part part) throws Exception {
    switch (part) {
      case EXECUTOR, SANDBOX -> {}
      case BROKER -> cluster.start();
      case REVOCATIONS -> stage.mayReadRevocations(true);
      case MANDATE_KEY, RECEIPT_KEY -> Files.move(aside(part), key(part));
    }
  }

  private Path key(Part part) {
    String name = part == Part.MANDATE_KEY ? "validator-mandate.jwk" : "receipt.pem";
    return config().resolveSibling("keys").resolve(name);
  }

  private Path aside(Part part) {
    return key(part).resolveSibling("aside");
  }

  /** What it says when it is started now; it has to end by itself. */
  private String refusal(Part part) throws Exception {
    if (part == Part.EXECUTOR) {
      return "";
    }
    if (part == Part.SANDBOX) {
      Process process = stage.home().forkWithoutNamespaces();
      assertThat(process.waitFor()).isEqualTo(2);
      return Files.readString(stage.home().log());
    }
    try (RoleProcess.Running _ = ExecutorMain.start(config())) {
      return "it started";
    } catch (StartException | io.sallyport.service.config.ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private ActionId performOne() throws IOException {
    try (RoleProcess.Running _ = ExecutorMain.start(config())) {
      ActionId action = orders.send(RetryOrders.ONCE, "before", 0);
      assertThat(orders.awaitEnd(action).result()).isEqualTo(OutcomeResult.SUCCEEDED);
      return action;
    }
  }

  private Set<OutcomeResult> results(List<ActionId> actions) {
    return java.util.EnumSet.copyOf(
        orders.awaitEnds(actions).stream().map(ReceiptBody.Outcome::result).toList());
  }

  private Path config() {
    return stage.home().config();
  }
}
