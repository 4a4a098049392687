package io.sallyport.executor;

import io.sallyport.executor.bundle.CredentialDocument;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.bundle.HandlerDocument;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.NoCredential;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Joining;
import io.sallyport.executor.handler.http.HttpHandler;
import io.sallyport.executor.handler.http.HttpSpec;
import io.sallyport.executor.handler.jar.JavaHandler;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.handler.kafka.KafkaHandler;
import io.sallyport.executor.handler.kafka.KafkaSpec;
import io.sallyport.executor.handler.kafka.TargetTopic;
import io.sallyport.executor.handler.process.ProcessHandler;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.sql.SqlHandler;
import io.sallyport.executor.handler.sql.SqlSpec;
import io.sallyport.executor.handler.ssh.SshHandler;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.executor.perform.Performing;
import io.sallyport.executor.resilience.Breaker;
import io.sallyport.executor.resilience.CircuitEvents;
import io.sallyport.executor.resilience.Resilience;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** From each action type to its handler and credential. */
final class Routes {
  private static final int SHARES = 4;

  private Routes() {}

  /**
   * The routes of {@code bundle}, by action type; each handler is what {@code seam} makes of it.
   *
   * @param workers what all of them share
   * @param events are told of circuits
   */
  static Map<String, Performing.Route> of(
      ExecutorBundle bundle, UnaryOperator<Handler> seam, int workers, CircuitEvents events) {
    Map<String, Credential> credentials =
        bundle.credentials().stream()
            .collect(Collectors.toMap(CredentialDocument::name, CredentialDocument::credential));
    Map<String, Performing.Route> routes = new HashMap<>();
    for (HandlerDocument handler : bundle.handlers()) {
      Credential credential =
          handler.credential().map(credentials::get).orElseGet(NoCredential::new);
      Resilience resilience = handler.resilience().sharing(share(bundle, workers));
      handler(handler.kind())
          .map(seam)
          .map(performs ->
              new Performing.Route(
                  credential,
                  performs,
                  resilience.attempts(),
                  new Breaker(handler.name(), resilience, events)))
          .ifPresent(route -> routes.put(handler.action(), route));
    }
    return routes;
  }

  /** A slow target leaves workers to the others' actions; the only one has them all. */
  private static int share(ExecutorBundle bundle, int workers) {
    long claiming =
        bundle.handlers().stream()
            .filter(each -> !(each.kind() instanceof HandlerDocument.Kind.Kafka))
            .count();
    return claiming == 1 ? workers : Math.max(1, workers / SHARES);
  }

  private static Optional<Handler> handler(HandlerDocument.Kind kind) {
    return switch (kind) {
      case HandlerDocument.Kind.Http(HttpSpec spec) -> Optional.of(new HttpHandler(spec));
      case HandlerDocument.Kind.Sql(SqlSpec spec) -> Optional.of(new SqlHandler(spec));
      case HandlerDocument.Kind.Program(ProcessSpec spec) -> Optional.of(new ProcessHandler(spec));
      case HandlerDocument.Kind.Java(JavaSpec spec) -> Optional.of(new JavaHandler(spec));
      case HandlerDocument.Kind.Ssh(SshSpec spec) -> Optional.of(new SshHandler(spec));
      case HandlerDocument.Kind.Kafka _ -> Optional.empty();
    };
  }

  /** What joins its turn, by action type. */
  static Map<String, Joining> joined(ExecutorBundle bundle, Admin admin, Clock clock) {
    Map<String, Joining> joined = new HashMap<>();
    for (HandlerDocument handler : bundle.handlers()) {
      if (handler.kind() instanceof HandlerDocument.Kind.Kafka(KafkaSpec spec)) {
        joined.put(handler.action(), new KafkaHandler(spec, new TargetTopic(spec, admin, clock)));
      }
    }
    return joined;
  }
}
