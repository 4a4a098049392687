package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of documents and the places in it that name keys.
 *
 * @param file its name
 * @param yaml what it says
 * @param uses in their order
 */
record KeyDocument(Path file, YamlText yaml, List<KeyUse> uses) {
  private static final int MAX_BYTES = 1 << 20;
  private static final String KEYS = "keys";

  KeyDocument {
    uses = List.copyOf(uses);
  }

  static KeyDocument read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CannotRun(file + " is larger than 1 MiB.", "Name one file of documents.");
      }
      return of(file, Files.readString(file));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    } catch (YamlEngineException e) {
      throw new CannotRun(
          file + place(e) + " is not YAML.", "Mend that place, and run it again.", e);
    }
  }

  /** Where it is; what stands there is not told, for it may be a secret. */
  private static String place(YamlEngineException problem) {
    return problem instanceof MarkedYamlEngineException marked
        ? marked
            .getProblemMark()
            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
            .orElse("")
        : "";
  }

  static KeyDocument of(Path file, String text) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    List<KeyUse> uses = new ArrayList<>();
    for (Node document : new Compose(settings).composeAllFromString(text)) {
      String kind = YamlText.value(document, "kind").map(YamlText::scalar).orElse("");
      YamlText.value(document, "spec").ifPresent(spec -> new Search(kind, uses).below(spec, ""));
    }
    return new KeyDocument(file, new YamlText(text), uses);
  }

  /** After a change. */
  KeyDocument with(UnaryOperator<YamlText> change) {
    return of(file, change.apply(yaml).text());
  }

  /** The places that name this file. */
  List<KeyUse> uses(String key) {
    return uses.stream().filter(use -> use.file().equals(key)).toList();
  }

  /** Puts it in the old one's place at once, with its rights. */
  void write() {
    replace(file, yaml.text());
  }

  /** Replaces a file at once; its owner and its rights stay. */
  static void replace(Path file, String text) {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, text);
      own(Files.getFileAttributeView(draft, PosixFileAttributeView.class), old);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be written.", "Look at the path and its rights.", e);
    }
  }

  /** Only root can change the owner; for anybody else it is the same. */
  private static void own(PosixFileAttributeView draft, PosixFileAttributes old)
      throws IOException {
    if (!draft.getOwner().equals(old.owner())) {
      draft.setOwner(old.owner());
    }
    if (!draft.readAttributes().group().equals(old.group())) {
      draft.setGroup(old.group());
    }
    draft.setPermissions(old.permissions());
  }

  /** Looks for names of key files in one document. */
  private record Search(String kind, List<KeyUse> uses) {
    void below(Node node, String key) {
      if (node instanceof MappingNode mapping) {
        mapping.getValue().forEach(tuple -> in(mapping, tuple, key));
      } else if (node instanceof SequenceNode list) {
        list.getValue().forEach(item -> item(list, item, key));
      }
    }

    private void item(SequenceNode list, Node item, String key) {
      Optional<Node> named = YamlText.value(item, "keyFile");
      if (named.isPresent() && item instanceof MappingNode entry) {
        KeyUse.Place place = new KeyUse.Place.Entered(list, entry);
        uses.add(new KeyUse(kind, purpose(entry, key), named.get(), place));
      } else {
        below(item, key);
      }
    }

    private void in(MappingNode parent, NodeTuple tuple, String outer) {
      String key = YamlText.scalar(tuple.getKeyNode());
      Node value = tuple.getValueNode();
      if (value instanceof ScalarNode && isOwn(key, outer)) {
        String purpose = outer.equals(KEYS) ? key : ofPerson();
        uses.add(new KeyUse(kind, purpose, value, new KeyUse.Place.Own(parent)));
      } else if (value instanceof SequenceNode list && isList(key)) {
        KeyUse.Place place = new KeyUse.Place.Listed(list, !key.equals(KeyUse.OTHER_RECEIPTS));
        for (Node each : list.getValue()) {
          uses.add(new KeyUse(kind, purpose(outer), each, place));
        }
      } else {
        below(value, key);
      }
    }

    private static boolean isOwn(String key, String outer) {
      boolean role = outer.equals(KEYS) && (key.equals("mandate") || key.equals("receipt"));
      return role || (outer.isEmpty() && key.equals("keyFile"));
    }

    private static boolean isList(String key) {
      return key.equals("keyFiles") || key.equals(KeyUse.OTHER_RECEIPTS);
    }

    private String ofPerson() {
      return kind.equals("Approver") ? "approval" : "command, revocation, resolution";
    }

    private String purpose(MappingNode entry, String key) {
      return YamlText.value(entry, "purpose").map(YamlText::scalar).orElseGet(() -> purpose(key));
    }

    private String purpose(String key) {
      return switch (key) {
        case "operators" -> kind.equals("Validator") ? "command" : "revocation";
        case "revokers" -> "revocation";
        case "maintainers" -> "bundle";
        case "persons" -> "approval";
        default -> "receipt";
      };
    }
  }
}
