package io.sallyport.quickstart.data;

/** The processes of a stack, in the order in which their uids count from the base. */
public enum Role {
  /** One Kafka node. */
  BROKER(1, "broker", "quickstart", "io.sallyport.quickstart.broker.BrokerMain"),
  /** The schema registry, which has its own class path. */
  REGISTRY(2, "registry", "", ""),
  /** The gateway. */
  INGEST(3, "ingest", "ingest", "io.sallyport.ingest.IngestMain"),
  /** The gate. */
  VALIDATOR(4, "validator", "validator", "io.sallyport.validator.ValidatorMain"),
  /** The executor of the demonstration's cell. */
  EXECUTOR(5, "executor-deployments", "executor", "io.sallyport.executor.ExecutorMain"),
  /** What the executor acts on. */
  TARGET(6, "target", "quickstart", "io.sallyport.quickstart.demo.TargetMain");

  private final int number;
  private final String home;
  private final String module;
  private final String main;

  Role(int number, String home, String module, String main) {
    this.number = number;
    this.home = home;
    this.module = module;
    this.main = main;
  }

  /** Its place among the roles, from 1: what its uid is above the base. */
  public int number() {
    return number;
  }

  /** The name of its home, its log, its pid file and, for Kafka clients, its principal. */
  public String home() {
    return home;
  }

  /** The module whose class path it runs on. */
  public String module() {
    return module;
  }

  /** Its main class. */
  public String main() {
    return main;
  }
}
