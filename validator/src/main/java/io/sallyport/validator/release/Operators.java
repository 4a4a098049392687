package io.sallyport.validator.release;

import io.sallyport.contract.Code;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may command this validator; reads a command's claims only once its signature holds.
 * Immutable.
 */
public final class Operators {
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final String audience;
  private final Duration maxTtl;
  private final Map<String, String> idByKey = new HashMap<>();
  private final JwsVerifier verifier;

  /**
   * Somebody with a key.
   *
   * @param id as the commands' {@code iss}
   * @param key the public key
   */
  public record Operator(String id, Jwk key) {}

  /**
   * These operators; throws {@link IllegalArgumentException} when a key is there twice.
   *
   * @param audience whom commands must be for: the validator's issuer name
   * @param operators who may command
   * @param maxTtl how long a command may live
   */
  public Operators(String audience, List<Operator> operators, Duration maxTtl) {
    this.audience = audience;
    this.maxTtl = maxTtl;
    for (Operator operator : operators) {
      if (idByKey.put(operator.key().thumbprint(), operator.id()) != null) {
        throw new IllegalArgumentException("operators: two have the same key");
      }
    }
    List<PinnedKey> keys =
        operators.stream()
            .map(each -> PinnedKey.active(each.key(), Typ.COMMAND, Set.of()))
            .toList();
    this.verifier = new JwsVerifier(keys, Typ.COMMAND, "", ReleaseCommandCodec.MAX_SIZE);
  }

  /** What a command came to. */
  sealed interface Checked {
    /** It counts. */
    record Counts(ReleaseCommand command) implements Checked {}

    /** It does not. */
    record Refused(Code code) implements Checked {}
  }

  /** Checks the compact form of a command that the broker appended at that instant. */
  Checked check(String jws, Instant appendedAt) {
    return switch (verifier.verify(jws, appendedAt)) {
      case JwsVerifier.Result.Refused _ -> new Checked.Refused(Code.RELEASE_UNAUTHORISED);
      case JwsVerifier.Result.Verified verified ->
          ReleaseCommandCodec.parse(verified.payload())
              .map(command -> check(command, verified.keyId(), appendedAt))
              .orElseGet(() -> new Checked.Refused(Code.RELEASE_MALFORMED));
    };
  }

  private Checked check(ReleaseCommand command, String keyId, Instant appendedAt) {
    boolean ours = command.audience().equals(audience);
    boolean theirs =
        Optional.of(command.operator()).equals(Optional.ofNullable(idByKey.get(keyId)));
    if (!ours || !theirs) {
      return new Checked.Refused(Code.RELEASE_UNAUTHORISED);
    }
    boolean inTime =
        !command.issuedAt().isAfter(appendedAt.plus(SKEW))
            && appendedAt.isBefore(command.expiresAt());
    boolean isShort =
        Duration.between(command.issuedAt(), command.expiresAt()).compareTo(maxTtl) <= 0;
    return inTime && isShort
        ? new Checked.Counts(command)
        : new Checked.Refused(Code.RELEASE_EXPIRED);
  }
}
