package io.sallyport.executor.credential.oauth;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.ScopeTemplates;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** A client of an authorization server, and the actions that it leases for. */
public final class OauthTrial {
  static final Duration TIMEOUT = Duration.ofSeconds(2);
  static final Duration PATIENCE = Duration.ofSeconds(5);
  static final int LEASES = 2;
  static final int CAP = 4096;

  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

  private final Path home;
  private final String origin;
  private final List<LeaseEvents.Event> events = new CopyOnWriteArrayList<>();
  private ClientAuthentication client;
  private Duration timeout = TIMEOUT;
  private Optional<OauthSpec.Subject> subject = Optional.empty();
  private Optional<String> resource = Optional.empty();

  /** A client with a secret, of the server at {@code origin}. */
  public OauthTrial(Path home, String origin) {
    this.home = home;
    this.origin = origin;
    this.client =
        new ClientAuthentication.Basic(Issuer.CLIENT, file("client-secret", Issuer.SECRET));
  }

  OauthTrial provingItselfBy(ClientAuthentication other) {
    client = other;
    return this;
  }

  OauthTrial within(Duration other) {
    timeout = other;
    return this;
  }

  OauthTrial exchanging(String token) {
    return exchanging(token, OauthSpec.SubjectType.JWT);
  }

  OauthTrial exchanging(String token, OauthSpec.SubjectType type) {
    subject = Optional.of(new OauthSpec.Subject(file("subject", token), type));
    return this;
  }

  OauthTrial forResource(String uri) {
    resource = Optional.of(uri);
    return this;
  }

  /** Two tokens at a time, each for its environment only. */
  public TokenCredential credential() {
    return credential("deploy:{environment}");
  }

  TokenCredential credential(String... scopes) {
    OauthSpec spec =
        new OauthSpec(
            Endpoint.parse(origin + "/token", LOOPBACK),
            Endpoint.parse(origin + "/revoke", LOOPBACK),
            client,
            new OauthSpec.Grant(
                OauthSpec.Access.WRITE,
                ScopeTemplates.parse(List.of(scopes)),
                Optional.empty(),
                resource,
                subject),
            new OauthSpec.Limits(timeout, Duration.ofSeconds(60), new ByteCount(CAP)),
            LOOPBACK);
    TokenCredential credential =
        new TokenCredential(
            new AuthorizationServer(spec), new LeaseLimit("ci", LEASES, Duration.ofSeconds(30)));
    credential.report((name, event) -> events.add(event));
    return credential;
  }

  /** What was told of leases. */
  List<LeaseEvents.Event> events() {
    return events;
  }

  SecretFile file(String name, String content) {
    try {
      Path file = Files.writeString(home.resolve(name), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return new SecretFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Lease lease(TokenCredential credential) {
    return credential.lease(request("staging", PATIENCE)).orElseThrow();
  }

  static LeaseRequest request(String environment, Duration patience) {
    return new LeaseRequest(new ActionId("A".repeat(43)), fields(environment), patience);
  }

  private static GenericRecord fields(String environment) {
    var schema =
        SchemaBuilder.record("Deploy")
            .fields()
            .requiredString("environment")
            .requiredInt("build")
            .endRecord();
    return new GenericRecordBuilder(schema).set("environment", environment).set("build", 7).build();
  }
}
