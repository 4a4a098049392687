package io.sallyport.quickstart.provision;

import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Role;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration files of the roles, as a person would write them.
 *
 * @param environment the environment's name, which ends with the cluster's id
 * @param endpoints where everything listens
 */
record RoleConfigs(String environment, Endpoints endpoints) {
  static final String PREFIX = "sallyport";
  static final String CELL = "deployments";

  /** A cell that only containers have. */
  static final String SECOND_CELL = "notices";

  private static final String SOCKET = "/run/minter/minter.sock";

  static final String OPERATOR = "operator";
  static final String SECOND = "second";

  String ingest() {
    return head("Ingest", "ingest")
        + """
          listen: {host: %s, port: %d}
          sources: sources
        """
            .formatted(endpoints.place().listen(), endpoints.ingestPort())
        + admin(endpoints.ports().ingestAdmin())
        + kafka();
  }

  String validator() {
    return head("Validator", "validator")
        + """
          instance: validator-1
          bundle: bundle
          dev: true                   # the quickstart's bundles are not signed
          state: state
          keys: {mandate: keys/mandate.pem, receipt: keys/receipt.pem}
          operators: [{id: %1$s, keyFile: keys/%1$s.jwk}]
          revokers:                   # as the executors know them
            - {id: %1$s, keyFile: keys/%1$s.jwk}
            - {id: %2$s, keyFile: keys/%2$s.jwk}
          executors: [%3$s]
        """
            .formatted(OPERATOR, SECOND, each("{cell: %1$s, keyFiles: [keys/%1$s-receipt.jwk]}"))
        + "  registry: {url: '%s'}\n".formatted(endpoints.address(Role.REGISTRY))
        + admin(endpoints.ports().validatorAdmin())
        + kafka();
  }

  String executor(String cell) {
    return head("Executor", "executor-" + cell)
        + """
          cell: %s
          instance: executor-1
          bundle: bundle
          dev: true                   # the quickstart's bundles are not signed
          keys: {receipt: keys/receipt.pem}
        """
            .formatted(cell)
        + (cell.equals(SECOND_CELL) ? "  minter: {socket: %s}\n".formatted(SOCKET) : "")
        + tolerated()
        + admin(endpoints.ports().executorAdmin())
        + kafka();
  }

  /** Who lends to the executor of that cell, which is a user of the same name. */
  String minter(String cell) {
    return head("Minter", "minter-" + cell)
        + """
          cell: %s
          bundle: bundle
          dev: true                   # the quickstart's bundles are not signed
          socket: %s
          executor: executor-%1$s
          state: state
        """
            .formatted(cell, SOCKET)
        + admin(endpoints.ports().executorAdmin())
        + kafka();
  }

  /** A container holds nothing of anybody's that would have to be tolerated. */
  private String tolerated() {
    return switch (endpoints.place()) {
      case MACHINE -> "  tolerates: [files, sockets, services]  # of you, whose machine this is\n";
      case CONTAINERS -> "";
    };
  }

  /** What {@code sallyport topics} makes of a broker and a registry, or compares with them. */
  String topics() {
    return """
    apiVersion: sallyport/v1
    kind: Topics
    metadata: {name: %1$s}
    spec:
      prefix: %1$s
      replication: 1
      cells: {%2$s}
      registry: {url: '%3$s'}
    """
            .formatted(PREFIX, each("%s: 2"), endpoints.address(Role.REGISTRY))
        + switch (endpoints.registry()) {
          case APICURIO -> "";
          case CONFLUENT -> "  schemaTopic: true           # where the registry keeps them\n";
        };
  }

  /** A text for each cell of the place. */
  private String each(String format) {
    List<String> cells =
        switch (endpoints.place()) {
          case MACHINE -> List.of(CELL);
          case CONTAINERS -> List.of(CELL, SECOND_CELL);
        };
    return cells.stream().map(format::formatted).collect(Collectors.joining(", "));
  }

  /** Who may have a refused delivery judged again, and revoke. */
  String operator(String person) {
    return head("Operator", person)
        + """
          keyFile: keys/%s.pem
          client: client.properties
          receiptKeys: keys
          operators:
            - {id: operator, keyFile: keys/operator.jwk}
            - {id: second, keyFile: keys/second.jwk}
        """
            .formatted(person);
  }

  /** Who approves what waits. */
  String approver(String person) {
    return head("Approver", person)
        + """
          keyFile: keys/%s.pem
          client: client.properties
          receiptKeys: keys
          bundle: bundle              # your own copies of the executor's schemas and approvers
          cells: [%s]
          operators:                  # whose revocations count
            - {id: operator, keyFile: keys/operator.jwk}
            - {id: second, keyFile: keys/second.jwk}
        """
            .formatted(person, CELL);
  }

  String target() {
    return """
    apiVersion: sallyport/v1
    kind: Target
    metadata: {name: target}
    spec:
      listen: {host: %s, port: %d}
      tokenFile: secrets/ci-token
    """
            .formatted(endpoints.place().listen(), endpoints.ports().target())
        + switch (endpoints.place()) {
          case MACHINE -> "  effects: effects.jsonl\n";
          case CONTAINERS -> "  effects: state/effects.jsonl\n  tls: tls/client.pem\n";
        };
  }

  private String head(String kind, String name) {
    return """
    apiVersion: sallyport/v1
    kind: %s
    metadata: {name: %s}
    spec:
      prefix: %s
      environment: %s
    """
        .formatted(kind, name, PREFIX, environment);
  }

  private String admin(int port) {
    return "  admin: {host: %s, port: %d}\n".formatted(endpoints.place().watched(), port);
  }

  private String kafka() {
    return """
      kafka:
        bootstrap.servers: '%s'
        security.protocol: SSL
        ssl.keystore.type: PEM
        ssl.keystore.location: tls/client.pem
        ssl.truststore.type: PEM
        ssl.truststore.location: tls/ca.pem
    """
        .formatted(endpoints.address(Role.BROKER));
  }
}
