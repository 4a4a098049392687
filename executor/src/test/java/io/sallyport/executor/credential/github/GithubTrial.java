package io.sallyport.executor.credential.github;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.RsaPem;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Cidr;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;

/** An app that leases installation tokens, at a time that a test sets. */
final class GithubTrial {
  static final int CAP = 4096;
  static final Permissions PERMISSIONS =
      new Permissions(
          Map.of("contents", Permissions.Level.READ, "deployments", Permissions.Level.WRITE));

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

  private final Path home;
  private final String api;
  private final List<LeaseEvents.Event> events = new CopyOnWriteArrayList<>();
  private volatile Instant now = Github.NOW;
  private String clientId = Github.CLIENT;
  private long installation = Github.INSTALLATION;
  private Permissions permissions = PERMISSIONS;
  private Duration timeout = Duration.ofSeconds(2);

  GithubTrial(Path home, String api) {
    this.home = home;
    this.api = api;
    key(RsaPem.pkcs1(Github.KEY));
  }

  GithubTrial as(String client) {
    clientId = client;
    return this;
  }

  GithubTrial of(long other) {
    installation = other;
    return this;
  }

  GithubTrial asking(Permissions other) {
    permissions = other;
    return this;
  }

  GithubTrial within(Duration other) {
    timeout = other;
    return this;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  List<LeaseEvents.Event> events() {
    return events;
  }

  TokenCredential credential() {
    return credential("{repository}");
  }

  TokenCredential credential(String repository) {
    GithubSpec spec =
        new GithubSpec(
            GithubSpec.Api.of(api, installation, LOOPBACK),
            new AppIdentity(clientId, new SecretFile(home.resolve("app.pem")), () -> now),
            GithubSpec.Grant.of(Github.OWNER, repository, permissions),
            new GithubSpec.Limits(timeout, Duration.ofMinutes(65), new ByteCount(CAP)));
    TokenCredential credential =
        new TokenCredential(
            new Installation(spec), new LeaseLimit("github", 2, Duration.ofSeconds(30)));
    credential.report((name, event) -> events.add(event));
    return credential;
  }

  /** Puts this into the app's key file. */
  void key(String content) {
    try {
      Path file = Files.writeString(home.resolve("app.pem"), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Lease> lease(TokenCredential credential, String repository) {
    var schema =
        SchemaBuilder.record("Deploy")
            .fields()
            .requiredString("repository")
            .requiredString("owner")
            .endRecord();
    return credential.lease(
        new LeaseRequest(
            new ActionId("A".repeat(43)),
            new GenericRecordBuilder(schema)
                .set("repository", repository)
                .set("owner", Github.OWNER)
                .build(),
            PATIENCE));
  }
}
