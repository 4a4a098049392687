package io.sallyport.contract.topic;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.sallyport.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.resource.PatternType;

/**
 * Who may do what. Literal, but for the validator's transactional ids, which Kafka Streams numbers
 * itself; an executor's are literal, since the prefix of cell {@code pay} would cover {@code
 * pay-2}.
 */
final class GrantCatalogue {
  private static final String INGEST = "ingest";
  private static final String VALIDATOR = "validator";
  private static final String OPERATOR = "operator";
  private static final String APPROVER = "approver";
  private static final String AUDITOR = "auditor";
  private static final String INSPECTOR = "inspector";
  private static final String INTEGRATOR = "integrator";
  private static final String WITNESS = "witness";

  private final ManifestSpec spec;
  private final Topics names;
  private final List<Grant> grants = new ArrayList<>();

  GrantCatalogue(ManifestSpec spec) {
    this.spec = spec;
    this.names = spec.topics();
  }

  List<Grant> all() {
    senders();
    validator();
    spec.cells().forEach(this::executor);
    for (String cell : spec.cells().keySet()) {
      grants.add(Grant.topic(Topics.minterPrincipal(cell), names.revocations(), READ));
    }
    operator();
    approver();
    auditor();
    inspector();
    integrator();
    receipts(WITNESS);
    return List.copyOf(grants);
  }

  private void senders() {
    grants.add(Grant.topic(INGEST, names.untrusted(), WRITE));
    for (String source : spec.sources().keySet()) {
      grants.add(Grant.topic(Topics.producerPrincipal(source), names.untrusted(source), WRITE));
    }
  }

  private void validator() {
    String application = names.validatorApplication();
    grants.add(Grant.topic(VALIDATOR, names.untrusted(), READ));
    for (String source : spec.sources().keySet()) {
      grants.add(Grant.topic(VALIDATOR, names.untrusted(source), READ));
    }
    for (String topic : List.of(names.released(), names.approvals(), names.revocations())) {
      grants.add(Grant.topic(VALIDATOR, topic, READ));
    }
    grants.add(Grant.topic(VALIDATOR, names.arrived(), READ, WRITE, DESCRIBE_CONFIGS));
    grants.add(Grant.topic(VALIDATOR, names.desk(), READ, WRITE, DESCRIBE_CONFIGS));
    for (String topic : List.of(names.quarantine(), names.validatorReceipts())) {
      grants.add(Grant.topic(VALIDATOR, topic, WRITE, DESCRIBE_CONFIGS));
    }
    for (String cell : spec.cells().keySet()) {
      grants.add(Grant.topic(VALIDATOR, names.held(cell), READ, WRITE, DESCRIBE_CONFIGS));
      grants.add(Grant.topic(VALIDATOR, names.trusted(cell), WRITE, DESCRIBE_CONFIGS));
      grants.add(Grant.topic(VALIDATOR, names.outcomes(cell), READ));
    }
    for (String store : TopicCatalogue.GATE_STORES) {
      grants.add(Grant.topic(VALIDATOR, names.changelog(store), READ, WRITE));
    }
    for (String store : List.of(TopicCatalogue.DESK, TopicCatalogue.HOLDS)) {
      grants.add(Grant.topic(VALIDATOR, names.changelog(store), READ, WRITE));
    }
    grants.add(Grant.group(VALIDATOR, application, READ));
    grants.add(Grant.transactions(VALIDATOR, PatternType.PREFIXED, application + "-"));
  }

  private void executor(String cell, int partitions) {
    String principal = Topics.executorPrincipal(cell);
    grants.add(Grant.topic(principal, names.trusted(cell), READ, DESCRIBE_CONFIGS));
    grants.add(Grant.topic(principal, names.ledger(cell), READ, WRITE, DESCRIBE_CONFIGS));
    grants.add(Grant.topic(principal, names.outcomes(cell), WRITE));
    grants.add(Grant.topic(principal, names.desk(), DESCRIBE));
    grants.add(Grant.topic(principal, names.receipts(cell), READ, WRITE));
    grants.add(Grant.topic(principal, names.commands(), READ));
    grants.add(Grant.topic(principal, names.revocations(), READ, DESCRIBE_CONFIGS));
    grants.add(Grant.group(principal, names.executorGroup(cell), READ));
    for (int partition = 0; partition < partitions; partition++) {
      String id = names.executorTransaction(cell, partition);
      grants.add(Grant.transactions(principal, PatternType.LITERAL, id));
    }
  }

  private void operator() {
    for (String topic : List.of(names.quarantine(), names.validatorReceipts())) {
      grants.add(Grant.topic(OPERATOR, topic, READ));
    }
    grants.add(Grant.topic(OPERATOR, names.released(), WRITE));
    for (String topic : List.of(names.commands(), names.revocations())) {
      grants.add(Grant.topic(OPERATOR, topic, READ, WRITE));
    }
    for (String cell : spec.cells().keySet()) {
      grants.add(Grant.topic(OPERATOR, names.ledger(cell), READ));
      grants.add(Grant.topic(OPERATOR, names.receipts(cell), READ));
    }
  }

  /** Sees what waits, who has said what, what is revoked, and how it ended. */
  private void approver() {
    grants.add(Grant.topic(APPROVER, names.approvals(), READ, WRITE));
    grants.add(Grant.topic(APPROVER, names.validatorReceipts(), READ));
    grants.add(Grant.topic(APPROVER, names.revocations(), READ));
    spec.cells()
        .keySet()
        .forEach(cell -> grants.add(Grant.topic(APPROVER, names.held(cell), READ)));
  }

  /** Reads what was refused and what receipts say of it, and nothing else. */
  private void inspector() {
    grants.add(Grant.topic(INSPECTOR, names.quarantine(), READ));
    receipts(INSPECTOR);
  }

  private void receipts(String reader) {
    grants.add(Grant.topic(reader, names.validatorReceipts(), READ));
    for (String cell : spec.cells().keySet()) {
      grants.add(Grant.topic(reader, names.receipts(cell), READ));
    }
  }

  /** Reads what came in, to try a bundle on it, and nothing else. */
  private void integrator() {
    grants.add(Grant.topic(INTEGRATOR, names.untrusted(), READ));
    for (String source : spec.sources().keySet()) {
      grants.add(Grant.topic(INTEGRATOR, names.untrusted(source), READ));
    }
  }

  /** Reads receipts, and counts what it may not read: offsets need Describe only. */
  private void auditor() {
    receipts(AUDITOR);
    grants.add(Grant.topic(AUDITOR, names.untrusted(), DESCRIBE));
    grants.add(Grant.topic(AUDITOR, names.arrived(), DESCRIBE));
    for (String source : spec.sources().keySet()) {
      grants.add(Grant.topic(AUDITOR, names.untrusted(source), DESCRIBE));
    }
    grants.add(Grant.topic(AUDITOR, names.released(), DESCRIBE));
    grants.add(Grant.group(AUDITOR, names.validatorApplication(), DESCRIBE));
    for (String cell : spec.cells().keySet()) {
      grants.add(Grant.topic(AUDITOR, names.trusted(cell), DESCRIBE));
      grants.add(Grant.group(AUDITOR, names.executorGroup(cell), DESCRIBE));
    }
  }
}
