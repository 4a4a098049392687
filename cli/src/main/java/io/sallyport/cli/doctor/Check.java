package io.sallyport.cli.doctor;

import java.util.Locale;

/** What is looked at: a stable code, and what to do when it is not well. */
enum Check {
  BROKER_REACHABLE(
      "start the brokers, or correct bootstrap.servers and the grants of the client properties;"
          + " what depends on them was not looked at"),
  BROKER_VERSION(
      "upgrade all brokers to Kafka 4.0 or later, then kafka-features.sh upgrade"
          + " --release-version"),
  TRANSACTION_VERSION("kafka-features.sh upgrade --feature transaction.version=2"),
  AUTHORIZER(
      "set authorizer.class.name to StandardAuthorizer on every node, and take"
          + " allow.everyone.if.no.acl.found away"),
  AUTO_CREATE("set auto.create.topics.enable=false on every broker"),
  REPLICATION(
      "run three brokers, declare replication: 3, and move the topics that are there with"
          + " kafka-reassign-partitions.sh"),
  KAFKAS_OWN(
      "move it to as many brokers as declared with kafka-reassign-partitions.sh, set its"
          + " min.insync.replicas to 2 with kafka-configs.sh; before a cluster's first use:"
          + " offsets.topic.replication.factor, transaction.state.log.replication.factor,"
          + " transaction.state.log.min.isr and min.insync.replicas of the brokers"),
  TOPIC_MISSING("sallyport topics apply"),
  PARTITIONS("correct the Topics document, or move to a new prefix: counts are fixed for life"),
  APPEND_TIME("sallyport topics apply; what was stamped by its producer meanwhile is refused"),
  TOPIC_SETTINGS("sallyport topics apply"),
  GRANT_MISSING("sallyport topics apply"),
  GRANT_EXTRA("find out who granted it, then sallyport topics apply withdraws it"),
  GRANT_WIDE("grant it for single names instead; topics apply leaves what is for others as well"),
  REGISTRY_REACHABLE(
      "start the registry, or correct registry.url of the Topics document; its subjects were not"
          + " looked at"),
  REGISTRY_ACCESS(
      "correct the user, the password's or token's file, or the stores of registry.tls in the"
          + " Topics document; its subjects were not looked at"),
  REGISTRY_SCHEMA("sallyport topics apply --bundle"),
  REGISTRY_COMPATIBILITY("sallyport topics apply --bundle"),
  ROLE_READY("look at the reason, at its log, and at docs/operate/runbooks.md"),
  ROLE_UNSEEN("name its admin listener with --admin; what it would say was not looked at"),
  ROLE_VERSION("finish the roll-out; docs/how-to/upgrade.md says in which order"),
  CLOCK("mend the time service of both machines; what is signed expires by these clocks"),
  REVOCATIONS("see SallyportRevocationsStale in docs/operate/runbooks.md"),
  IN_DOUBT("sallyport in-doubt list"),
  KEY_EXPIRY("pin the next mandate key in the executor's and minter's bundle before this one ends"),
  CERTIFICATE_EXPIRY("give the role a new client certificate for Kafka, and restart it"),
  LISTENER_EXPIRY(
      "put a new one in the file's place, for an authority beside the old one; ingest reads it anew"
          + " without a restart"),
  SOURCE_KEY_EXPIRY(
      "put the next authority beside the old one among the source's keyFiles; ingest reads it anew"
          + " without a restart"),
  BUNDLE_SIGNED("sallyport bundle sign, and take dev: true out of the role's file"),
  BUNDLE_DIGEST(
      "deploy the same signed bundle to all instances of the role and cell, and to its minter"),
  SANDBOX("name the layer under require in the Handler document, on a kernel that has it"),
  AMBIENT("give the executor an environment, a user and a network of its own");

  private final String next;

  Check(String next) {
    this.next = next;
  }

  /** The stable word for it. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What to do. */
  String next() {
    return next;
  }
}
