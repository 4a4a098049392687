package io.sallyport.executor.handler.jar;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.NoCredential;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.handler.HandlerMain;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * One action, to be performed by a jar.
 *
 * @param directory where the jar lies
 * @param layers what holds it
 * @param read what it sees
 * @param memory its address space
 */
record JavaTrial(Path directory, Set<Layer> layers, List<Path> read, ByteCount memory) {
  static final ActionId ACTION = new ActionId("A".repeat(43));
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String NAME = "handler.jar";
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

  /** As a document says that has the defaults. */
  static JavaTrial in(Path directory) {
    return new JavaTrial(directory, EnumSet.allOf(Layer.class), List.of(), ByteCount.ofMib(1024));
  }

  Path jar() {
    return directory.resolve(NAME);
  }

  JavaTrial heldBy(Set<Layer> others) {
    return new JavaTrial(directory, others, read, memory);
  }

  JavaTrial reading(Path path) {
    return new JavaTrial(directory, layers, List.of(path), memory);
  }

  JavaTrial within(ByteCount less) {
    return new JavaTrial(directory, layers, read, less);
  }

  JavaSpec spec(Digest pin, Duration timeout) {
    ProcessSpec process =
        new ProcessSpec(
            Program.parse(JavaCommand.program(), Optional.empty()),
            JavaCommand.arguments(memory),
            new JsonBody(List.of("host", "count")),
            Set.of(HandlerMain.NOT_PERFORMED),
            new Confinement(
                layers,
                JavaCommand.ENVIRONMENT,
                read,
                new Confinement.Bounds(10, memory, 32, 64, ByteCount.ofMib(16))),
            new ProcessSpec.Limits(timeout, new ByteCount(1000)));
    return new JavaSpec("com.example.actions.Restart", new Jar(directory, NAME, pin), process);
  }

  JavaSpec spec(Digest pin) {
    return spec(pin, TIMEOUT);
  }

  /** Performs it with the jar of this method's body. */
  Performed perform(String body) throws IOException {
    return perform(body, TIMEOUT);
  }

  Performed perform(String body, Duration timeout) throws IOException {
    String source = JarFile.source(body);
    return perform(spec(JarFile.make(jar(), "Handler", source, "com.example.Handler"), timeout));
  }

  static Performed perform(JavaSpec spec) {
    GenericRecord fields = fields();
    Performance.Times times = new Performance.Times(FAR, FAR, Clock.fixed(NOW, ZoneOffset.UTC));
    try (Lease lease =
        new NoCredential().lease(new LeaseRequest(ACTION, fields, Duration.ZERO)).orElseThrow()) {
      return new JavaHandler(spec)
          .perform(new Performance(ACTION, fields, lease, times, Optional::empty));
    }
  }

  private static GenericRecord fields() {
    var schema =
        SchemaBuilder.record("Restart")
            .fields()
            .requiredString("host")
            .requiredInt("count")
            .endRecord();
    return new GenericRecordBuilder(schema).set("host", "a\nb").set("count", 7).build();
  }
}
