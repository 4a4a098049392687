package io.sallyport.contract.resolution;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose commands about one cell's doubts count, and when. Safe for any thread. */
public final class ResolveCommands {
  private final String audience;
  private final Duration skew;
  private final JwsVerifier verifier;
  private final Map<String, String> operatorByKey = new HashMap<>();

  /** What a record came to. */
  public sealed interface Read {
    /**
     * It is an operator's, for this cell, and in time.
     *
     * @param command what it says
     * @param digest of its compact form
     */
    record Signed(ResolveCommand command, Digest digest) implements Read {}

    /** It does not count, and why. */
    record Refused(Code code) implements Read {}
  }

  /**
   * Commands of these operators; throws {@link IllegalArgumentException} when two share a key.
   *
   * @param audience the cell, {@code <environment>/<cell>}
   * @param skew how far the clocks of operators and brokers may be apart
   */
  public ResolveCommands(String audience, List<Signer> operators, Duration skew) {
    this.audience = audience;
    this.skew = skew;
    for (Signer signer : operators) {
      if (operatorByKey.put(signer.key().thumbprint(), signer.operator()) != null) {
        throw new IllegalArgumentException("operators: two have the same key");
      }
    }
    List<PinnedKey> keys = operators.stream().map(each -> each.pinned(Typ.COMMAND)).toList();
    this.verifier = new JwsVerifier(keys, Typ.COMMAND, "", ResolveCommandCodec.MAX_SIZE);
  }

  /** Whom the commands are for. */
  public String audience() {
    return audience;
  }

  /** Reads what the broker appended at {@code at}, for use at {@code now}. */
  public Read read(String jws, Instant at, Instant now) {
    return switch (verifier.verify(jws, at)) {
      case JwsVerifier.Result.Refused(Code code) -> new Read.Refused(code);
      case JwsVerifier.Result.Verified verified ->
          ResolveCommandCodec.parse(verified.payload())
              .map(command -> checked(command, verified.keyId(), jws, List.of(at, now)))
              .orElseGet(() -> new Read.Refused(Code.RESOLUTION_MALFORMED));
    };
  }

  private Read checked(ResolveCommand command, String keyId, String jws, List<Instant> times) {
    boolean ours = command.audience().equals(audience);
    boolean theirs = command.operator().equals(operatorByKey.get(keyId));
    if (!ours || !theirs) {
      return new Read.Refused(Code.RESOLUTION_UNAUTHORISED);
    }
    boolean early = times.getFirst().isBefore(command.issuedAt().minus(skew));
    if (early || times.stream().anyMatch(time -> !time.isBefore(command.expiresAt()))) {
      return new Read.Refused(Code.RESOLUTION_EXPIRED);
    }
    return new Read.Signed(command, Digest.of(Bytes.utf8(jws)));
  }
}
