package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.handler.http.HttpSpec;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.handler.kafka.KafkaSpec;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.sql.SqlSpec;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Handler document.
 *
 * @param name its name
 * @param action the full name of the one action type that it performs
 * @param fingerprint the schema that it was written for
 * @param credential the name of its Credential document; a program has none
 * @param kind what performs it
 * @param resilience what it does when the target fails
 */
public record HandlerDocument(
    String name,
    String action,
    Digest fingerprint,
    Optional<String> credential,
    Kind kind,
    Resilience resilience) {
  private static final String HTTP = "http";
  private static final String SQL = "sql";
  private static final String PROCESS = "process";
  private static final String JAVA = "java";
  private static final String SSH = "ssh";
  private static final String KAFKA = "kafka";
  private static final Set<String> KINDS = Set.of(HTTP, SQL, PROCESS, JAVA, SSH, KAFKA);
  private static final Set<String> NOT_OF_A_RECORD =
      Set.of("timeout", "attempts", "circuit", "concurrency");
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(2);
  private static final Digest UNKNOWN = Digest.of(new byte[0]);

  /** What kind of target performs it. */
  public sealed interface Kind {
    /** An HTTP request. */
    record Http(HttpSpec spec) implements Kind {}

    /** A statement in a transaction. */
    record Sql(SqlSpec spec) implements Kind {}

    /** A run of a program. */
    record Program(ProcessSpec spec) implements Kind {}

    /** A run of a jar. */
    record Java(JavaSpec spec) implements Kind {}

    /** A session of ssh(1). */
    record Ssh(SshSpec spec) implements Kind {}

    /** A record on a topic of the same cluster. */
    record Kafka(KafkaSpec spec) implements Kind {}
  }

  /** Reads the document against the bundle's schemas and its credentials' names. */
  static HandlerDocument read(
      ConfigDocument document, Map<String, ActionType> types, Set<String> credentials) {
    return document.finish(() -> read(document.name(), document.spec(), types, credentials));
  }

  private static HandlerDocument read(
      String name, ConfigNode spec, Map<String, ActionType> types, Set<String> credentials) {
    String action = spec.text("action");
    Optional<ActionType> type = Optional.ofNullable(types.get(action));
    if (type.isEmpty()) {
      spec.problem("action", "no .avsc file of the bundle has this type");
    }
    Optional<String> credential = credential(spec, credentials);
    Digest fingerprint = fingerprint(spec, type);
    checkRepeats(spec, type);
    Duration timeout =
        spec.duration("timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), MAX_TIMEOUT);
    Kind kind = kind(spec, timeout, type);
    Resilience resilience = ResiliencePart.read(spec, kind);
    return new HandlerDocument(name, action, fingerprint, credential, kind, resilience);
  }

  /** A program gets none, and the executor's own principal is a record's. */
  private static Optional<String> credential(ConfigNode spec, Set<String> credentials) {
    for (String kind : List.of(PROCESS, JAVA, KAFKA)) {
      if (spec.keys().contains(kind)) {
        if (spec.optionalText("credential").isPresent()) {
          spec.problem("credential", "a " + kind + " handler has none; take it away");
        }
        return Optional.empty();
      }
    }
    String credential = spec.text("credential");
    if (!credentials.contains(credential)) {
      spec.problem("credential", "no Credential document has this name");
    }
    return Optional.of(credential);
  }

  /** What may be asked again is told by which key it was asked before. */
  private static void checkRepeats(ConfigNode spec, Optional<ActionType> type) {
    boolean keyless = spec.keys().contains(PROCESS) || spec.keys().contains(SSH);
    if (keyless
        && type.filter(known -> known.idempotent() && known.effect() != Effect.READ).isPresent()) {
      spec.problem(
          "action",
          "its type is idempotent, and a program is given no key to know a repeat by; make"
              + " idempotent false in the type, or perform it by http, sql or java");
    }
  }

  private static Digest fingerprint(ConfigNode spec, Optional<ActionType> type) {
    Optional<Digest> pinned = Digest.parse(spec.text("fingerprint"));
    if (type.isPresent() && !pinned.equals(type.map(ActionType::fingerprint))) {
      spec.problem(
          "fingerprint",
          "the schema's is another one; read the schema, then pin it with fingerprint: "
              + type.get().fingerprint().text());
    }
    return pinned.orElse(UNKNOWN);
  }

  private static Kind kind(ConfigNode spec, Duration timeout, Optional<ActionType> type) {
    List<String> kinds = spec.keys().stream().filter(KINDS::contains).toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "a handler has exactly one of http, sql, process, java, ssh and kafka");
    }
    return switch (kinds.isEmpty() ? HTTP : kinds.getFirst()) {
      case PROCESS -> new Kind.Program(ProcessPart.read(spec.child(PROCESS), timeout, type));
      case JAVA -> new Kind.Java(JavaPart.read(spec.child(JAVA), timeout, type));
      case SSH -> new Kind.Ssh(SshPart.handler(spec.child(SSH), timeout, type));
      case KAFKA -> new Kind.Kafka(kafka(spec, type));
      case SQL -> new Kind.Sql(SqlPart.read(spec.child(SQL), timeout, type));
      default -> new Kind.Http(HttpPart.read(spec.child(HTTP), timeout, type));
    };
  }

  private static KafkaSpec kafka(ConfigNode spec, Optional<ActionType> type) {
    spec.keys().stream()
        .filter(NOT_OF_A_RECORD::contains)
        .forEach(
            key -> spec.problem(key, "a kafka handler has none: its record joins a transaction"));
    if (type.flatMap(ActionType::sequence).isPresent()) {
      spec.problem(
          "action",
          "its type names a sequence, which is remembered with a claim, and a kafka handler's"
              + " actions have none; take sequence out of the type, or another kind of handler");
    }
    return KafkaPart.read(spec.child(KAFKA), type);
  }
}
