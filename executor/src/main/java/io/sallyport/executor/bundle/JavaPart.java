package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.jar.Jar;
import io.sallyport.executor.handler.jar.JavaCommand;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Confinement.Bounds;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.handler.HandlerMain;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part {@code java} of a Handler document. */
final class JavaPart {
  private static final String DIRECTORY = "jars";
  private static final Bounds USUAL =
      new Bounds(10, ByteCount.ofMib(1024), 32, 64, ByteCount.ofMib(16));
  private static final ByteCount LEAST_MEMORY = ByteCount.ofMib(512);

  private JavaPart() {}

  /** Reads the part against the type that it performs. */
  static JavaSpec read(ConfigNode java, Duration timeout, Optional<ActionType> type) {
    Digest pin =
        Digest.parse(java.text("sha256"))
            .orElseThrow(() -> new IllegalArgumentException(ProcessPart.NO_DIGEST));
    Jar jar = new Jar(java.home().resolve(DIRECTORY), java.text("jar"), pin);
    Set<Layer> layers = ProcessPart.layers(java);
    if (!layers.contains(Layer.BUBBLEWRAP)) {
      java.problem("require", "must list bubblewrap: only that gives a JVM its jar");
    }
    Bounds bounds = ProcessPart.bounds(java, USUAL, LEAST_MEMORY);
    Confinement confinement =
        new Confinement(
            layers, JavaCommand.ENVIRONMENT, ProcessPart.visible(java, JavaCommand.HOME), bounds);
    ProcessSpec process =
        new ProcessSpec(
            Program.parse(JavaCommand.program(), Optional.empty()),
            JavaCommand.arguments(bounds.memory()),
            new JsonBody(fields(type)),
            Set.of(HandlerMain.NOT_PERFORMED),
            confinement,
            ProcessPart.limits(java, timeout));
    return new JavaSpec(type.map(ActionType::name).orElse(""), jar, process);
  }

  private static List<String> fields(Optional<ActionType> type) {
    return type.map(known -> known.shape().fields().stream().map(Shape.Field::name).toList())
        .orElse(List.of());
  }
}
