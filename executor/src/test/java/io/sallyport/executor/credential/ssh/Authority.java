package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.ssh.CertificateSpec.Access;
import io.sallyport.executor.target.Cidr;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * A certificate authority of a test: its key file, and what targets are told of it.
 *
 * @param file the private key
 * @param line the public key, as OpenSSH writes it
 */
public record Authority(Path file, String line) {
  /** The principal of {@link #request}, as the credentials of {@link #credential} make it. */
  public static final String PRINCIPAL = "deploy-web";

  /** A new one, whose key lies in {@code directory}. */
  public static Authority in(Path directory) {
    SigningKey key = SigningKey.generate();
    Path file = directory.resolve("ca.pem");
    KeyFile.writePrivate(file, key);
    return new Authority(file, line(key.jwk()));
  }

  private static String line(Jwk key) {
    byte[] blob = SshWriter.of(writer -> writer.string(SshKey.TYPE).string(key.x())).toArray();
    return SshKey.TYPE + " " + Base64.getEncoder().encodeToString(blob);
  }

  /** What a document says that allows this command. */
  CertificateSpec spec(String command) {
    return spec(command, List.of(), Set.of());
  }

  CertificateSpec spec(String command, List<Cidr> sources, Set<Extension> extensions) {
    return new CertificateSpec(
        new CertificateAuthority(new SecretFile(file)),
        WordTemplate.principal("deploy-{service}"),
        WordTemplate.command(command),
        Access.WRITE,
        new CertificateSpec.Terms(sources, extensions, Duration.ofSeconds(5)));
  }

  /** Leases of {@code longest} that allow this command, two at a time. */
  public SshCredential credential(String command, Duration longest) {
    return credential(spec(command), longest, InstantSource.system());
  }

  SshCredential credential(CertificateSpec spec, Duration longest, InstantSource clock) {
    return new SshCredential(spec, new LeaseLimit("ssh", 2, longest), clock);
  }

  /** A lease for an action on the service {@code web}. */
  public static LeaseRequest request() {
    return request("web");
  }

  /** A lease for an action on that service. */
  public static LeaseRequest request(String service) {
    return new LeaseRequest(new ActionId("A".repeat(43)), fields(service), Duration.ZERO);
  }

  /** An action's values. */
  public static GenericRecord fields(String service) {
    var schema = SchemaBuilder.record("Restart").fields().requiredString("service").endRecord();
    return new GenericRecordBuilder(schema).set("service", service).build();
  }
}
