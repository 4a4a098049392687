package io.sallyport.executor.handler.process;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.NoCredential;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** One action, to be performed by a Perl program. */
final class ProcessTrial {
  static final ActionId ACTION = new ActionId("A".repeat(43));
  static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  static final int NOTHING_DONE = 64;

  private static final Path PERL = Path.of("/usr/bin/perl");

  private ProcessTrial() {}

  static ProcessSpec spec(String perl, Optional<Digest> pin, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-e", perl));
    all.addAll(List.of(arguments));
    return new ProcessSpec(
        new Program(PERL, pin),
        Arguments.parse(all),
        new JsonBody(List.of("host", "count")),
        Set.of(NOTHING_DONE),
        new Confinement(
            EnumSet.allOf(Layer.class),
            Map.of(),
            List.of(),
            new Confinement.Bounds(5, ByteCount.ofMib(128), 8, 32, ByteCount.ofKib(64))),
        new ProcessSpec.Limits(Duration.ofSeconds(2), new ByteCount(1000)));
  }

  static Performed perform(String perl, String... arguments) {
    return perform(spec(perl, Optional.empty(), arguments), "web-1");
  }

  static Performed perform(ProcessSpec spec, String host) {
    return perform(spec, host, new Performance.Times(FAR, FAR, Clock.systemUTC()), Optional::empty);
  }

  static Performed perform(
      ProcessSpec spec, String host, Performance.Times times, Supplier<Optional<Code>> halt) {
    GenericRecord fields = fields(host);
    try (Lease lease =
        new NoCredential().lease(new LeaseRequest(ACTION, fields, Duration.ZERO)).orElseThrow()) {
      return new ProcessHandler(spec).perform(new Performance(ACTION, fields, lease, times, halt));
    }
  }

  private static GenericRecord fields(String host) {
    var schema =
        SchemaBuilder.record("Restart")
            .fields()
            .requiredString("host")
            .requiredInt("count")
            .endRecord();
    return new GenericRecordBuilder(schema).set("host", host).set("count", 7).build();
  }
}
