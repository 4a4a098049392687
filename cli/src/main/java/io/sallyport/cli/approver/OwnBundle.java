package io.sallyport.cli.approver;

import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.cli.bundle.ActionFiles;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * What the person believes: action schemas that the person has read, and who may approve. Nothing
 * of it comes from the installation that asks.
 *
 * @param types action types by full name
 * @param approvers who may approve
 */
public record OwnBundle(Map<String, ActionType> types, Approvers approvers) {
  /** Copies the types. */
  public OwnBundle {
    types = Map.copyOf(types);
  }

  /** What a held action is by the person's own schemas. */
  public sealed interface Seen {
    /** It is this record of this type, all of it. */
    record Legible(ActionType type, GenericRecord record) implements Seen {}

    /** It cannot be shown, and why; so it cannot be approved. */
    record Illegible(String reason) implements Seen {}
  }

  /** Reads a directory with {@code *.avsc} files and one Approvers document. */
  public static OwnBundle read(Path directory) {
    Map<String, ActionType> types =
        ActionFiles.read(directory).stream()
            .collect(Collectors.toMap(ActionType::name, Function.identity(), (first, _) -> first));
    return new OwnBundle(types, approvers(directory));
  }

  private static Approvers approvers(Path directory) {
    Path home = directory.toAbsolutePath().normalize().resolveSibling("");
    List<ConfigDocument> found =
        ConfigFile.readTree(directory, home).stream()
            .filter(document -> document.kind().equals(ApproversReader.KIND))
            .toList();
    if (found.size() != 1) {
      throw new CannotRun(
          "there are " + found.size() + " Approvers documents below " + directory + ".",
          "Copy the one of the executor's bundle there: it says whose approvals count.");
    }
    return ApproversReader.read(found.getFirst());
  }

  /** Decodes a held action; whatever is not exactly of the person's own schema is unreadable. */
  public Seen see(Held held) {
    Mandate.Grant grant = held.draft().grant();
    ActionType type = types.get(grant.action());
    if (type == null) {
      return new Seen.Illegible("you have no schema of " + grant.action());
    }
    if (!type.fingerprint().equals(grant.fingerprint())) {
      return new Seen.Illegible(
          "its schema is "
              + grant.fingerprint().text()
              + ", yours is "
              + type.fingerprint().text());
    }
    if (!type.cell().equals(held.cell()) || type.effect() != grant.effect()) {
      return new Seen.Illegible("your schema names another cell or effect");
    }
    return switch (ActionCodec.decodeCanonical(type, held.body().toArray())) {
      case Decoding.Refused(Decoding.Reason reason) ->
          new Seen.Illegible("its bytes are not of your schema: " + reason);
      case Decoding.Decoded(GenericRecord record) when !isSound(type, record) ->
          new Seen.Illegible("it breaks constraints of your schema: nobody would perform it");
      case Decoding.Decoded(GenericRecord record) -> new Seen.Legible(type, record);
    };
  }

  private static boolean isSound(ActionType type, GenericRecord record) {
    return Constraints.check(type, record).isEmpty();
  }
}
