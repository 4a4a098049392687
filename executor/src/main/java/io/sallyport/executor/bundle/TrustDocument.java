package io.sallyport.executor.bundle;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Trust document: public keys, what each may sign, and for whom. */
final class TrustDocument {
  private TrustDocument() {}

  /** What a key may sign. */
  enum Purpose {
    /** Mandates for this cell. */
    MANDATE
  }

  /** The keys of the document. */
  static List<PinnedKey> read(ConfigDocument document) {
    return document.finish(
        () -> document.spec().children("keys").stream().map(TrustDocument::key).toList());
  }

  private static PinnedKey key(ConfigNode node) {
    Typ typ =
        switch (node.choice("purpose", Purpose.class)) {
          case MANDATE -> Typ.MANDATE;
        };
    PinnedKey.State state = node.choice("state", PinnedKey.State.class, PinnedKey.State.ACTIVE);
    Set<String> cells = Set.copyOf(node.texts("cells"));
    if (cells.isEmpty()) {
      node.problem("cells", "must name the cells that this key speaks to");
    }
    Instant notBefore = instant(node, "notBefore").orElse(Instant.EPOCH);
    Instant notAfter = instant(node, "notAfter").orElse(Instant.MAX);
    try {
      return new PinnedKey(
          KeyFile.readPublic(node.path("keyFile")), typ, state, cells, notBefore, notAfter);
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
