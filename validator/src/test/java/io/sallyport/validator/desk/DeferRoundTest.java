package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.bundle.DeferLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many lines, since what orders is free text: each has its turn, and nobody overtakes. */
class DeferRoundTest {
  private static final String BRANCHES = "in ['refs/heads/main', 'refs/heads/release']";
  private static final Duration PER = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private final Map<ActionId, Integer> repositories = new HashMap<>();
  private int pushed;

  @BeforeEach
  void orderByRepository() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "actions/Deploy.avsc",
        "\"orderBy\": \"environment\"",
        "\"orderBy\": \"repository\"");
    Bundles.replace(
        directory, "policy-deploy.yaml", "action.repository == 'acme/shop'", "action.commit != ''");
  }

  private void quota(int max, String deadline) {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        ("  quotas: [{id: q, key: action.repository, max: %d, per: 10s, onExceeded: defer,"
                + " deadline: %s}]\n  statements:")
            .formatted(max, deadline));
  }

  private Office office() {
    BundleLimits all = Demo.LIMITS;
    return new Office(
        BundleReader.read(
            directory,
            Path.of(""),
            new BundleLimits(
                all.parsing(),
                all.expressions(),
                all.maxBody(),
                all.maxRules(),
                all.maxDecisions(),
                all.holds(),
                all.quotas(),
                new DeferLimits(1_000, 1_000))));
  }

  private ReceiptBody.Ruled push(Office office, int repository, String branch) {
    pushed++;
    String body = Demo.push("acme/r" + repository, branch, "%040x".formatted(pushed));
    ReceiptBody.Ruled ruled = office.decide(office.refer(body));
    repositories.put(ruled.action().id(), repository);
    return ruled;
  }

  private void push(Office office, int repositories, int each) {
    for (int repository = 0; repository < repositories; repository++) {
      for (int i = 0; i < each; i++) {
        push(office, repository, "main");
      }
    }
  }

  /** Repositories as their lines lie in the store. */
  private static List<Integer> inOrder(int count) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparing(i -> DeskKey.ofOrder("deployments", "acme/r" + i).text()))
        .toList();
  }

  private static long waiting(Office office) {
    return office.kept().keySet().stream().filter(key -> key.startsWith("77")).count();
  }

  @Test
  void looksAtABoundedNumberOfLinesAndAtAllInTurn() {
    quota(1, "5m");
    Office office = office();
    push(office, 120, 2);
    office.now = Demo.NOW.plus(PER);
    assertThat(waiting(office)).isEqualTo(120);

    office.tick();
    assertThat(waiting(office)).isEqualTo(120 - Round.LINES);
    office.tick();
    assertThat(waiting(office)).isEqualTo(120 - 2 * Round.LINES);
    office.tick();
    assertThat(waiting(office)).isZero();
  }

  /** A line that takes many steps takes no other line's turn. */
  @Test
  void goesOnWhereStepsRanOut() {
    quota(3, "5m");
    Office office = office();
    push(office, 60, 6);
    office.now = Demo.NOW.plus(PER);
    assertThat(waiting(office)).isEqualTo(180);

    office.tick();
    assertThat(waiting(office)).isEqualTo(180 - Round.STEPS);
    int before = office.ruled().size();
    office.tick();
    assertThat(repositories.get(office.ruled().get(before).action().id()))
        .as("behind the line in which they ran out")
        .isEqualTo(inOrder(60).get(Round.STEPS / 3 + 1));
    assertThat(waiting(office)).isZero();
  }

  /** However many lines there are, nothing is denied at its deadline that nobody looked at. */
  @Test
  void looksOnceMoreAtWhatCloses() {
    quota(1, "11s");
    Office office = office();
    push(office, 120, 2);

    office.now = Demo.NOW.plus(PER);
    office.tick();

    assertThat(waiting(office)).isZero();
    assertThat(office.written()).hasSize(240);
  }

  /** The line goes before the deadline: what is behind another does not overtake it. */
  @Test
  void whatClosesBehindAnotherDoesNotOvertake() throws IOException {
    quota(1, "5m");
    addRedeploy("max: 1, per: 10s, onExceeded: defer, deadline: 1s");
    Office office = office();
    push(office, 1, "main");
    assertThat(push(office, 1, "main").ruling().code()).isEqualTo(Code.DEFERRED);

    assertThat(push(office, 1, "release").ruling().code()).isEqualTo(Code.DEFERRED_BEHIND);
    assertThat(push(office, 2, "release").ruling().code()).isEqualTo(Code.PERMITTED);

    office.now = Demo.NOW.plus(Duration.ofMinutes(5).minusSeconds(1));
    office.tick();
    List<String> types =
        office.ruled().stream()
            .filter(ruled -> ruled.ruling().deferral().isPresent())
            .map(ruled -> ruled.action().type())
            .toList();
    assertThat(types).containsExactly("com.example.actions.Deploy", "com.example.actions.Redeploy");
  }

  /** Another type of the same cell, with the same ordering field. */
  private void addRedeploy(String quota) throws IOException {
    copy(
        "actions/Deploy.avsc",
        "actions/Redeploy.avsc",
        "\"name\": \"Deploy\"",
        "\"name\": \"Redeploy\"");
    copy("rule-deploy-on-push.yaml", "rule-redeploy.yaml", "deploy-on-push", "redeploy");
    Bundles.replace(directory, "rule-redeploy.yaml", "actions.Deploy", "actions.Redeploy");
    Bundles.replace(directory, "rule-redeploy.yaml", BRANCHES, "== 'refs/heads/release'");
    Bundles.replace(directory, "rule-deploy-on-push.yaml", BRANCHES, "== 'refs/heads/main'");
    copy("policy-deploy.yaml", "policy-redeploy.yaml", "name: deploy}", "name: redeploy}");
    Bundles.replace(directory, "policy-redeploy.yaml", "actions.Deploy", "actions.Redeploy");
    Bundles.replace(
        directory,
        "policy-redeploy.yaml",
        "max: 1, per: 10s, onExceeded: defer, deadline: 5m",
        quota);
  }

  private void copy(String from, String to, String piece, String by) throws IOException {
    Bundles.write(directory, to, Files.readString(directory.resolve(from)));
    Bundles.replace(directory, to, piece, by);
  }
}
