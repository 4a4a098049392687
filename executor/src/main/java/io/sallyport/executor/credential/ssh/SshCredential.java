package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.receipt.Execution;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.target.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a fresh key pair for each action and certifies it for seconds, one principal and one
 * command. Nobody can take a certificate back: the key is wiped when the lease is over, and what is
 * left ends by itself. Safe for any thread.
 */
public final class SshCredential implements Credential {
  private static final Logger LOG = LoggerFactory.getLogger(SshCredential.class);
  private static final int HEX = 16;
  private static final int SERIAL_DIGITS = 16;

  private final CertificateSpec spec;
  private final LeaseLimit limit;
  private final InstantSource clock;

  /** A credential of such certificates. */
  public SshCredential(CertificateSpec spec, LeaseLimit limit, InstantSource clock) {
    this.spec = spec;
    this.limit = limit;
    this.clock = clock;
  }

  /** What its certificates say. */
  public CertificateSpec spec() {
    return spec;
  }

  @Override
  public Duration longest() {
    return limit.longest();
  }

  @Override
  public List<String> fields() {
    return Stream.of(spec.principal(), spec.command())
        .flatMap(template -> template.fields().stream())
        .distinct()
        .toList();
  }

  @Override
  public void report(LeaseEvents events) {
    limit.report(events);
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    Optional<String> principal = spec.principal().fill(request.fields());
    Optional<String> command = spec.command().fill(request.fields());
    if (principal.isEmpty() || command.isEmpty()) {
      return none("a value of the action cannot stand in principal or command");
    }
    if (!limit.acquire(request.patience())) {
      return none("no lease was free in time");
    }
    boolean lent = false;
    try {
      Lease lease = lend(request, principal.get(), command.get());
      lent = true;
      limit.tell(Event.GRANTED);
      return Optional.of(lease);
    } catch (SecretFile.Unfit e) {
      return none("the file of caKeyFile " + e.rule());
    } finally {
      if (!lent) {
        limit.release();
      }
    }
  }

  private Lease lend(LeaseRequest request, String principal, String command)
      throws SecretFile.Unfit {
    Execution.Lease terms = limit.terms(Optional.of(principal + ": " + command));
    long serial = Long.parseUnsignedLong(terms.id().substring(0, SERIAL_DIGITS), HEX);
    Certificate certificate =
        new Certificate(
            serial,
            request.action().text(),
            principal,
            validity(),
            options(command),
            spec.terms().extensions().stream().map(Extension::text).collect(Collectors.toSet()));
    SshKey key = SshKey.generate();
    String signed = spec.authority().certify(certificate, key);
    return Lease.of(Optional.of(signed), key.file((int) serial), terms, limit::release);
  }

  /** It is over when the lease is, or in the second before. */
  private Certificate.Validity validity() {
    Instant now = clock.instant();
    Instant until = now.plus(limit.longest()).truncatedTo(ChronoUnit.SECONDS);
    Instant from = now.minus(spec.terms().skew()).truncatedTo(ChronoUnit.SECONDS);
    return new Certificate.Validity(from, until);
  }

  private Map<String, String> options(String command) {
    Map<String, String> options = new HashMap<>();
    options.put("force-command", command);
    if (!spec.terms().sources().isEmpty()) {
      options.put(
          "source-address",
          spec.terms().sources().stream().map(Cidr::toString).collect(Collectors.joining(",")));
    }
    return options;
  }

  private Optional<Lease> none(String rule) {
    limit.tell(Event.REFUSED);
    LOG.warn("credential {}: no lease: {}", limit.credential(), rule);
    return Optional.empty();
  }

  /** Says what for, never a key. */
  @Override
  public String toString() {
    return "SshCredential[" + limit.credential() + "]";
  }
}
