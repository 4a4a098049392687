package io.sallyport.evidence.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.text.StrictText;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One hop of a delegation: a compact JWS by which who signs it, {@code iss}, lets {@code sub}
 * propose some of what it may propose itself. The protected header holds exactly {@code typ}
 * {@value #TYP}, {@code alg} and {@code kid}; the claims are exactly those of this record.
 *
 * @param signed by whom, over what
 * @param subject who may propose
 * @param audience the source's name
 * @param issuedAt not before
 * @param expiresAt not from then on
 * @param effect the most
 * @param actions full names of action types
 */
record Hop(
    Signed signed,
    String subject,
    String audience,
    Instant issuedAt,
    Instant expiresAt,
    Effect effect,
    List<String> actions) {
  static final String TYP = "sallyport-delegation";

  private static final Set<String> ALGORITHMS = Set.of("Ed25519", "ES256");
  private static final int SIGNATURE_SIZE = 64;
  private static final int PARTS = 3;

  /** Copies the names. */
  Hop {
    actions = List.copyOf(actions);
  }

  /** Who hands on. */
  String issuer() {
    return signed.signer().orElseThrow().subject();
  }

  /** Whether it is handed on by whom {@code before} handed to. */
  boolean follows(Hop before) {
    return issuer().equals(before.subject) && audience.equals(before.audience);
  }

  /** Whether it hands on no more than {@code before}. */
  boolean isWithin(Hop before) {
    return before.actions.containsAll(actions)
        && effect.compareTo(before.effect) <= 0
        && !expiresAt.isAfter(before.expiresAt);
  }

  /** Reads one; nothing of it is trusted yet; empty when it has another form. */
  static Optional<Hop> read(String jws) {
    String[] parts = jws.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    Optional<ObjectNode> header = json(parts[0]);
    Optional<ObjectNode> claims = json(parts[1]);
    Optional<Bytes> signature =
        StrictText.base64Url(parts[2]).filter(bytes -> bytes.size() == SIGNATURE_SIZE);
    if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    try {
      Fields said = Fields.of(claims.get());
      Signer signer = signer(Fields.of(header.get()), said);
      Bytes input = Bytes.utf8(parts[0] + "." + parts[1]);
      Hop hop = of(new Signed(input, List.of(signature.get()), Optional.of(signer)), said);
      said.end();
      return Optional.of(hop).filter(Hop::isSound);
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> json(String encoded) {
    return StrictText.base64Url(encoded).flatMap(bytes -> StrictJson.read(bytes.toArray()));
  }

  private static Signer signer(Fields header, Fields claims) throws Fields.Mismatch {
    Signer signer = new Signer(header.text("alg"), header.text("kid"), claims.text("iss"));
    boolean isHop = header.text("typ").equals(TYP) && ALGORITHMS.contains(signer.algorithm());
    header.end();
    if (!isHop || !AgentKeys.isKeyId(signer.keyId())) {
      throw new IllegalArgumentException("another kind of signature");
    }
    return signer;
  }

  private static Hop of(Signed signed, Fields claims) throws Fields.Mismatch {
    return new Hop(
        signed,
        claims.text("sub"),
        claims.text("aud"),
        claims.seconds("iat"),
        claims.seconds("exp"),
        Effect.parse(claims.text("effect")).orElseThrow(IllegalArgumentException::new),
        claims.texts("actions"));
  }

  private boolean isSound() {
    return AgentKeys.isName(issuer())
        && AgentKeys.isName(subject)
        && issuedAt.isBefore(expiresAt)
        && !actions.isEmpty()
        && actions.size() <= Delegation.MAX_ACTIONS
        && new HashSet<>(actions).size() == actions.size()
        && actions.stream().allMatch(Hop::isPlain);
  }

  /** In a receipt each character of a name has one byte. */
  private static boolean isPlain(String action) {
    return Delegation.isName(action) && action.chars().noneMatch(c -> c == '"' || c == '\\');
  }
}
