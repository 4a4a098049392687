package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user certificate says (OpenSSH's PROTOCOL.certkeys).
 *
 * @param serial an unsigned number
 * @param keyId what the target's log names
 * @param principal the one name that it is for
 * @param validity from when and until when, in whole seconds
 * @param criticalOptions what the target must enforce, each with its value
 * @param extensions what it allows beyond one command
 */
record Certificate(
    long serial,
    String keyId,
    String principal,
    Validity validity,
    Map<String, String> criticalOptions,
    Set<String> extensions) {
  /** The name of the format. */
  static final String TYPE = "ssh-ed25519-cert-v01@openssh.com";

  private static final int USER = 1;

  /** Copies; without a principal it would be for all of them. */
  Certificate {
    if (principal.isEmpty() || !validity.from().isBefore(validity.until())) {
      throw new IllegalArgumentException("a certificate is for one principal and some time");
    }
    criticalOptions = Map.copyOf(criticalOptions);
    extensions = Set.copyOf(extensions);
  }

  /**
   * When it counts.
   *
   * @param from the first second
   * @param until the first second in which it does not any more
   */
  record Validity(Instant from, Instant until) {}

  /** The certificate of {@code holder} by {@code authority}; the nonce is random. */
  String signed(SshKey holder, SshKey authority, Bytes nonce) {
    Bytes statement = SshWriter.of(body -> write(body, holder, authority, nonce));
    Bytes whole =
        SshWriter.of(all -> all.raw(statement.toArray()).string(authority.sign(statement)));
    return TYPE + " " + Base64.getEncoder().encodeToString(whole.toArray());
  }

  private void write(SshWriter body, SshKey holder, SshKey authority, Bytes nonce) {
    body.string(TYPE)
        .string(nonce)
        .string(holder.point())
        .uint64(serial)
        .uint32(USER)
        .string(keyId)
        .nested(principals -> principals.string(principal))
        .uint64(validity.from().getEpochSecond())
        .uint64(validity.until().getEpochSecond())
        .nested(this::writeOptions)
        .nested(this::writeExtensions)
        .string("")
        .string(authority.publicKey());
  }

  /** In the order of their names, as the format wants it. */
  private void writeOptions(SshWriter into) {
    new TreeMap<>(criticalOptions)
        .forEach((name, value) -> into.string(name).nested(data -> data.string(value)));
  }

  private void writeExtensions(SshWriter into) {
    new TreeSet<>(extensions).forEach(name -> into.string(name).string(""));
  }
}
