package io.sallyport.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The steps of docs/how-to/rotate-keys.md for all purposes at once, on a running stack. */
final class Rotation {
  private static final String APPROVERS = "approvers.yaml";
  private static final String VERDICTS = "sallyport_validator_verdicts_total{result=\"%s\"}";
  private static final List<String> ROLES = List.of("validator", "executor-deployments", "ingest");

  private final Stack stack;
  private final Figures figures;
  private final SenderSecrets secrets;
  private final Maintenance maintenance;
  private final Approvals approvals;
  private final KeySteps keys;
  private final Operators operators;
  private final Authorities authorities;
  private final Path approvers;

  Rotation(Stack stack, SenderSecrets secrets, Maintenance maintenance, Approvals approvals)
      throws IOException {
    this.stack = stack;
    this.figures = new Figures(stack);
    this.secrets = secrets;
    this.maintenance = maintenance;
    this.approvals = approvals;
    this.keys = new KeySteps(stack.data());
    this.operators = new Operators(stack);
    this.authorities = new Authorities(stack);
    this.approvers = stack.data().resolve("validator/bundle").resolve(APPROVERS);
  }

  /** Whoever verifies learns of all that comes next. */
  void announce(Pushes pushes) throws Exception {
    keys.generate();
    keys.announce();
    operators.announce();
    approvals.announce();
    maintenance.announce();
    authorities.announce();
    authorities.issue("ingest");
    stack.restart("executor");
    stack.restart("validator");
    pushes.whileAway(() -> stack.restart("ingest"));
    authorities.assertShown("ingest");
  }

  /** What waits for a person goes on; it has the verdict of one key, and hears the other's. */
  void useWhatNeedsNoRestart(Pushes pushes) throws IOException {
    approvals.only(Approvals.OLD);
    approvals.awaitOpen();
    maintenance.continueHolds();
    approvals.add(approvers);
    secrets.announceAtGate();
    maintenance.use(2);
    approvals.only(Approvals.OLD, Approvals.NEXT, Approvals.SECOND);
    figures.await("validator", VERDICTS.formatted("approval-repeated"), repeated -> repeated > 0);
    pushes.vendor(secrets.vendorWithNext());
    operators.use();
    pushes.awaitMore();
  }

  /** Whoever signs uses the next one from its next start on; the broker at once. */
  void use(Pushes pushes) throws Exception {
    keys.use();
    operators.retireAtValidator();
    maintenance.retire();
    maintenance.signForExecutors(2);
    for (String role : List.of("validator", "executor-deployments")) {
      authorities.issue(role);
      stack.restart(role);
      authorities.assertShown(role);
    }
    authorities.issueOthers(ROLES);
    pushes.github(secrets.githubWithNext());
    pushes.awaitMore();
    secrets.retireAtIngest();
  }

  /** The validator forgets as it runs what came with its bundle. */
  void forget() throws IOException {
    maintenance.assertOldIsRefused(3);
    approvals.only(Approvals.NEXT, Approvals.SECOND);
    approvals.awaitEnded();
    approvals.only(Approvals.NEXT);
    approvals.awaitOpen();
    maintenance.continueHolds();
    approvals.remove(approvers);
    secrets.retireAtGate();
    maintenance.load(3);
    maintenance.assertRegistryRefusedNothing();
    approvals.only(Approvals.OLD, Approvals.NEXT, Approvals.SECOND);
    figures.await("validator", VERDICTS.formatted("approver-unknown"), unknown -> unknown > 0);
    approvals.awaitEnded();
  }

  /** Executors and the broker forget, and what the old ones sign or show is refused. */
  void retire(Pushes pushes) throws Exception {
    keys.retire();
    operators.retireAtExecutors();
    approvals.retire();
    maintenance.signForExecutors(3);
    authorities.retire();
    stack.restart("executor");
    operators.assertOldIsRefused();
    authorities.assertOldIsRefused();
    pushes.awaitMore();
  }
}
