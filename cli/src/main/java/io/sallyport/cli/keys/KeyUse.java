package io.sallyport.cli.keys;

import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place of a document that names a key's file.
 *
 * @param kind of the document
 * @param purpose what the key signs, as in {@code keys list}
 * @param node the file's name
 * @param place where it stands
 */
record KeyUse(String kind, String purpose, Node node, Place place) {

  /** The list of a role's own receipt keys beside the one that it signs with. */
  static final String OTHER_RECEIPTS = "otherReceipts";

  /** Where a file is named. */
  sealed interface Place {
    /** A key that the document's reader signs with. */
    record Own(MappingNode parent) implements Place {}

    /** One item of a list of files, which may have to have one. */
    record Listed(SequenceNode list, boolean needsOne) implements Place {}

    /** In an item of a list of entries. */
    record Entered(SequenceNode list, MappingNode entry) implements Place {}
  }

  /** The name as it stands there. */
  String file() {
    return YamlText.scalar(node);
  }

  int line() {
    return node.getStartMark().orElseThrow().getLine() + 1;
  }

  /** What the document says of the key's life. */
  String state() {
    return switch (place) {
      case Place.Own _ -> "signs";
      case Place.Listed _ -> "active";
      case Place.Entered entered -> text(entered, "state").orElse("active");
    };
  }

  /** Until when what it signed counts, where the document says that. */
  Optional<String> until() {
    return place instanceof Place.Entered entered ? text(entered, "notAfter") : Optional.empty();
  }

  private static Optional<String> text(Place.Entered entered, String key) {
    return YamlText.value(entered.entry(), key).map(YamlText::scalar);
  }

  /** Whether the document's reader signs with it. */
  boolean isOwn() {
    return place instanceof Place.Own;
  }

  /** Whether that one may take this one's place: it signs the same, and is the same operator's. */
  boolean isAlike(KeyUse other) {
    return purpose.equals(other.purpose) && operator().equals(other.operator());
  }

  private Optional<String> operator() {
    return place instanceof Place.Entered entered ? text(entered, "operator") : Optional.empty();
  }

  /** Whether the document tells keys that are announced from those in use. */
  boolean hasState() {
    return kind.equals("Trust");
  }
}
