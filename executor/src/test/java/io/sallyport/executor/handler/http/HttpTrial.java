package io.sallyport.executor.handler.http;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.FileCredential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Cidr;
import io.sallyport.executor.target.Target;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** One action and its credential, to be performed on a target of the test's. */
final class HttpTrial {
  static final ActionId ACTION = new ActionId("A".repeat(43));
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

  private final Path home;

  HttpTrial(Path home) {
    this.home = home;
  }

  Performed perform(String origin) throws IOException {
    return perform(new HttpHandler(spec(origin)), "staging");
  }

  Performed perform(HttpHandler handler, String environment) throws IOException {
    return perform(handler, environment, times(FAR, FAR));
  }

  Performed perform(HttpHandler handler, String environment, Performance.Times times)
      throws IOException {
    return perform(handler, environment, times, Optional::empty);
  }

  /** Is cut short just before the first byte. */
  Performed performCut(String origin) throws IOException {
    return perform(
        new HttpHandler(spec(origin)),
        "staging",
        times(FAR, FAR),
        () -> {
          Thread.currentThread().interrupt();
          return Optional.empty();
        });
  }

  Performed perform(
      HttpHandler handler,
      String environment,
      Performance.Times times,
      Supplier<Optional<Code>> halt)
      throws IOException {
    try (Lease lease = lease()) {
      return handler.perform(new Performance(ACTION, fields(environment), lease, times, halt));
    }
  }

  static Performance.Times times(Instant startBy, Instant endBy) {
    return new Performance.Times(startBy, endBy, Clock.systemUTC());
  }

  private Lease lease() throws IOException {
    Path token = home.resolve("token");
    if (Files.notExists(token)) {
      Files.writeString(token, "t0ken\n");
      Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    }
    return new FileCredential(new SecretFile(token), new LeaseLimit("ci", 1, Duration.ofMinutes(1)))
        .lease(new LeaseRequest(ACTION, fields("staging"), Duration.ZERO))
        .orElseThrow();
  }

  private static GenericRecord fields(String environment) {
    var schema =
        SchemaBuilder.record("Deploy")
            .fields()
            .requiredString("repository")
            .requiredString("environment")
            .requiredInt("build")
            .requiredBoolean("urgent")
            .endRecord();
    return new GenericRecordBuilder(schema)
        .set("repository", "acme/shop")
        .set("environment", environment)
        .set("build", 7)
        .set("urgent", true)
        .build();
  }

  static HttpSpec spec(String origin) {
    return spec(Target.parse(origin, LOOPBACK), LOOPBACK);
  }

  static HttpSpec spec(Target target, AddressRule rule) {
    return new HttpSpec(
        "POST",
        target,
        PathTemplate.parse("/environments/{environment}/deployments"),
        new JsonBody(List.of("repository", "build", "urgent")),
        new HttpSpec.Answers(Set.of(200, 201), Set.of(422)),
        new HttpSpec.Limits(TIMEOUT, new ByteCount(1024)),
        rule);
  }
}
