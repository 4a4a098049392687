package io.sallyport.executor.bundle;

import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Trust document: public keys, what each may sign, and for whom.
 *
 * @param mandates keys whose mandates count
 * @param operators who may revoke
 * @param resolvers who may say what became of an action in doubt
 */
record TrustDocument(List<PinnedKey> mandates, List<Signer> operators, List<Signer> resolvers) {
  /** What a key may sign. */
  enum Purpose {
    /** Mandates for this cell. */
    MANDATE,
    /** Revocations and their liftings. */
    REVOCATION,
    /** Commands about actions in doubt. */
    RESOLUTION
  }

  /** Copies the lists. */
  TrustDocument {
    mandates = List.copyOf(mandates);
    operators = List.copyOf(operators);
    resolvers = List.copyOf(resolvers);
  }

  /** The keys of the document. */
  static TrustDocument read(ConfigDocument document) {
    return document.finish(() -> read(document.spec().children("keys")));
  }

  private static TrustDocument read(List<ConfigNode> nodes) {
    List<PinnedKey> mandates = new ArrayList<>();
    List<Signer> operators = new ArrayList<>();
    List<Signer> resolvers = new ArrayList<>();
    for (ConfigNode node : nodes) {
      switch (node.choice("purpose", Purpose.class)) {
        case MANDATE -> mandates.add(mandateKey(node));
        case REVOCATION -> operators.add(signer(node));
        case RESOLUTION -> resolvers.add(signer(node));
      }
    }
    return new TrustDocument(mandates, operators, resolvers);
  }

  private static Signer signer(ConfigNode node) {
    String operator = node.text("operator");
    if (!ReleaseCommand.isOperator(operator)) {
      node.problem("operator", "1 to 40 of a-z, 0-9 and '-'");
    }
    PinnedKey.State state = state(node);
    Optional<Instant> notAfter = instant(node, "notAfter");
    if (state == PinnedKey.State.VERIFY_ONLY && notAfter.isEmpty()) {
      node.problem("notAfter", "must say until when this operator's key signed");
    }
    return new Signer(operator, jwk(node), state, notAfter.orElse(Instant.MAX));
  }

  private static PinnedKey mandateKey(ConfigNode node) {
    Set<String> cells = Set.copyOf(node.texts("cells"));
    if (cells.isEmpty()) {
      node.problem("cells", "must name the cells that this key speaks to");
    }
    Instant notBefore = instant(node, "notBefore").orElse(Instant.EPOCH);
    Instant notAfter = instant(node, "notAfter").orElse(Instant.MAX);
    return new PinnedKey(jwk(node), Typ.MANDATE, state(node), cells, notBefore, notAfter);
  }

  private static PinnedKey.State state(ConfigNode node) {
    return node.choice("state", PinnedKey.State.class, PinnedKey.State.ACTIVE);
  }

  private static Jwk jwk(ConfigNode node) {
    try {
      return KeyFile.readPublic(node.path("keyFile"));
    } catch (KeyFile.Unusable e) {
      throw new IllegalArgumentException("keyFile: " + e.getMessage(), e);
    }
  }

  private static Optional<Instant> instant(ConfigNode node, String key) {
    Optional<String> text = node.optionalText(key);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeParseException e) {
      node.problem(key, "must be an instant such as 2026-11-20T12:00:00Z");
      return Optional.empty();
    }
  }
}
