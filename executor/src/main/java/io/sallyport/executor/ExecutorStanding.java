package io.sallyport.executor;

import io.sallyport.contract.observe.BundleMetrics;
import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.contract.observe.RevocationMetrics;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.bundle.HandlerDocument;
import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.executor.hardening.Strictness;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.executor.verify.KeyMetrics;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the executor stands, beside what it counts: which bundle, whom it believes until when, how
 * old its revocations are, what holds its programs, and what it tolerates around it. All labels are
 * its bundle's or its file's words.
 */
final class ExecutorStanding {
  private ExecutorStanding() {}

  /** Registers it; what can change is asked for when somebody looks. */
  static void show(
      Metrics metrics, ExecutorConfig config, ExecutorBundle bundle, RevocationWatch revocations) {
    JvmMetrics.register(metrics, "executor");
    BundleMetrics.register(metrics, config.scope().cell(), bundle::version);
    CertificateMetrics.register(metrics, config.kafka());
    RevocationMetrics.register(metrics, revocations);
    KeyMetrics.register(metrics, bundle.keys());
    layers(metrics, bundle.handlers());
    strict(metrics, config.authority().strict());
  }

  private static void layers(Metrics metrics, List<HandlerDocument> handlers) {
    Gauge shown =
        metrics.gauge(
            "sallyport_executor_sandbox_layer",
            "1 for each layer that was tried at the start and holds the handler's program.",
            "handler",
            "layer");
    for (HandlerDocument handler : handlers) {
      Optional<Set<Layer>> held =
          switch (handler.kind()) {
            case Kind.Program(ProcessSpec spec) -> Optional.of(spec.confinement().layers());
            case Kind.Java(JavaSpec spec) -> Optional.of(spec.process().confinement().layers());
            case Kind.Ssh(SshSpec spec) -> Optional.of(spec.process().confinement().layers());
            case Kind.Http _, Kind.Sql _, Kind.Kafka _ -> Optional.empty();
          };
      for (Layer layer : held.isPresent() ? Layer.values() : new Layer[0]) {
        shown.set(held.orElseThrow().contains(layer) ? 1 : 0, handler.name(), layer.text());
      }
    }
  }

  private static void strict(Metrics metrics, Strictness strict) {
    metrics
        .gauge(
            "sallyport_executor_strict",
            "Whether authority that lies around the process stops its start.")
        .set(strict.on() ? 1 : 0);
    Gauge tolerated =
        metrics.gauge(
            "sallyport_executor_tolerates",
            "1 for each kind of authority that may lie around the process.",
            "kind");
    for (Ambient.Kind kind : Ambient.Kind.values()) {
      boolean may = !strict.on() || strict.tolerates().contains(kind);
      tolerated.set(may ? 1 : 0, kind.name().toLowerCase(Locale.ROOT));
    }
  }
}
