package io.sallyport.executor.credential.minted;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.Execution;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What a minter answers; a frame of {@link FrameChannel}. */
public sealed interface MintAnswer {
  /** The longest frame of an answer. */
  int MAX_SIZE = 16 << 10;

  /** The longest secret: that of a token. */
  int MAX_SECRET = 8 << 10;

  /** The longest name of a user, or certificate. */
  int MAX_COMPANION = 4 << 10;

  /** The longest code. */
  int MAX_CODE = 64;

  /**
   * A lease, for as long as the connection lives.
   *
   * @param terms what receipts say of it
   * @param companion whose password the secret is, or what certifies the key that it is
   * @param secret wiped by whoever has it
   * @param until the minter takes it back then
   */
  @SuppressWarnings("ArrayRecordComponent") // to be wiped, and never compared
  record Lent(Execution.Lease terms, Optional<String> companion, byte[] secret, Instant until)
      implements MintAnswer {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Lent[" + terms.id() + "]";
    }
  }

  /** No lease, and why. */
  record Refused(Code code) implements MintAnswer {}

  /** The lease was given back to its issuer. */
  record TakenBack() implements MintAnswer {}

  /** Reads a frame, and wipes it; empty when it is not exactly one answer. */
  static Optional<MintAnswer> parse(byte[] frame) {
    try {
      return read(new FieldReader(frame));
    } finally {
      Arrays.fill(frame, (byte) 0);
    }
  }

  private static Optional<MintAnswer> read(FieldReader fields) {
    int version = fields.octet();
    int kind = fields.octet();
    if (version != MintRequest.VERSION) {
      return Optional.empty();
    }
    return switch (kind) {
      case 1 -> lent(fields);
      case 2 -> refused(fields);
      case 3 -> fields.isWhole() ? Optional.of(new TakenBack()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<MintAnswer> lent(FieldReader fields) {
    String id = fields.text(MintRequest.MAX_ID);
    String credential = fields.text(MintRequest.MAX_NAME);
    Optional<String> scope = fields.maybe(Execution.Lease.MAX_SCOPE);
    Optional<String> companion = fields.maybe(MAX_COMPANION);
    byte[] secret = fields.bytes(MAX_SECRET);
    long until = fields.moment();
    if (!fields.isWhole()) {
      return Optional.empty();
    }
    try {
      Execution.Lease terms = new Execution.Lease(id, credential, scope);
      return Optional.of(new Lent(terms, companion, secret, Instant.ofEpochMilli(until)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<MintAnswer> refused(FieldReader fields) {
    Optional<Code> code = Code.parse(fields.text(MAX_CODE));
    return fields.isWhole() ? code.map(Refused::new) : Optional.empty();
  }

  /** The frame; the caller wipes it. */
  default byte[] write() {
    FieldWriter frame = new FieldWriter().octet(MintRequest.VERSION);
    return switch (this) {
      case Lent lent ->
          frame
              .octet(1)
              .text(lent.terms().id())
              .text(lent.terms().credential())
              .maybe(lent.terms().scope())
              .maybe(lent.companion())
              .bytes(lent.secret())
              .moment(lent.until().toEpochMilli())
              .take();
      case Refused(Code code) -> frame.octet(2).text(code.text()).take();
      case TakenBack() -> frame.octet(3).take();
    };
  }
}
