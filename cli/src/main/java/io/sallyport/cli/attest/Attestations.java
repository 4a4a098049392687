package io.sallyport.cli.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.witness.Ed25519Key;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of one export, each a statement in an envelope. Whoever signs them says what lay on the
 * broker; what a receipt says its writer signed. Owned by one thread.
 */
public final class Attestations {
  private final MessageDigest before;

  /** Of an export from its first line on. */
  public Attestations() {
    try {
      before = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The next line in its envelope. */
  public byte[] sign(ObjectNode line, Ed25519Key key) {
    byte[] envelope = Envelope.sign(statement(line), key);
    passed(envelope);
    before.update((byte) '\n');
    return envelope;
  }

  /** What the next line holds; empty when that key did not sign exactly its statement. */
  public Optional<ObjectNode> open(byte[] envelope, Jwk key) {
    Optional<byte[]> payload = Envelope.open(envelope, key);
    Optional<ObjectNode> line =
        payload
            .flatMap(Statement::line)
            .filter(read -> Arrays.equals(payload.get(), statement(read)));
    passed(envelope);
    return line;
  }

  private void passed(byte[] envelope) {
    before.update(envelope);
  }

  private byte[] statement(ObjectNode line) {
    return Statement.isOfReceipt(line)
        ? Statement.ofReceipt(line)
        : Statement.ofExport(line, digest());
  }

  /** Of all lines so far; the first and the last one ask, so it may begin anew. */
  private Digest digest() {
    return Digest.ofHash(before.digest());
  }
}
