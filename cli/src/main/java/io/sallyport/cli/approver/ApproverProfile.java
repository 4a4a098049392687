package io.sallyport.cli.approver;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An approver: who signs, as whom the installation is reached, and what the person believes without
 * asking anybody. Paths are relative to the file.
 *
 * @param self the person's id, installation, key file and Kafka client
 * @param bundle directory of the person's own action schemas and Approvers document
 * @param cells whose holds are read
 * @param passphraseFile what opens the key, where it is not asked for
 * @param operator the profile of the same person as an operator, who may revoke
 * @param limits how much is read
 */
public record ApproverProfile(
    Profile self,
    Path bundle,
    List<String> cells,
    Optional<Path> passphraseFile,
    Optional<Path> operator,
    Limits limits) {
  private static final String KIND = "Approver";

  /**
   * How much is read of what others write.
   *
   * @param records the most records of the topics of holds, and of the topic of verdicts
   * @param size the most bytes of holds that are kept to be listed
   */
  public record Limits(int records, ByteCount size) {
    private static final int RECORDS = 100_000;
    private static final int MAX_RECORDS = 10_000_000;
    private static final ByteCount SIZE = ByteCount.parse("64MiB");
    private static final ByteCount MIN_SIZE = new ByteCount(HeldCodec.MAX_SIZE);
    private static final ByteCount MAX_SIZE = ByteCount.parse("1GiB");

    private static Limits read(ConfigNode node) {
      return new Limits(
          (int) node.integer("records", RECORDS, 1, MAX_RECORDS),
          node.size("size", SIZE, MIN_SIZE, MAX_SIZE));
    }
  }

  /** Copies the cells. */
  public ApproverProfile {
    cells = List.copyOf(cells);
  }

  /** Reads a profile; {@code metadata.name} is the person's id. */
  public static ApproverProfile read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, KIND);
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new ApproverProfile(
            Profile.of(document),
            spec.path("bundle"),
            cells(spec),
            optionalPath(spec, "passphraseFile"),
            optionalPath(spec, "operator"),
            Limits.read(spec.childOrEmpty("limits"))));
  }

  private static List<String> cells(ConfigNode spec) {
    List<String> cells = spec.texts("cells").stream().distinct().toList();
    if (cells.isEmpty() || !cells.stream().allMatch(cell -> Topics.NAME.matcher(cell).matches())) {
      spec.problem(
          "cells", "the names of the cells whose holds you read, 1 to 40 of a-z, 0-9, '-'");
    }
    return cells;
  }

  private static Optional<Path> optionalPath(ConfigNode spec, String key) {
    return spec.optionalText(key).map(spec.home()::resolve);
  }

  /** The same with another directory of schemas and approvers. */
  public ApproverProfile withBundle(Path other) {
    return new ApproverProfile(self, other, cells, passphraseFile, operator, limits);
  }

  /** Who the person is, by the person's own list. */
  public Person person(OwnBundle own) {
    return own.approvers().persons().stream()
        .filter(person -> person.id().equals(self.operator()))
        .findFirst()
        .orElseThrow(() ->
            new CannotRun(
                self.operator() + " is no person of the Approvers document in " + bundle + ".",
                "Copy the executor's document there; 'approvers enrol' begins an entry."));
  }

  /** The person's key; its passphrase is read from a file, or asked for. */
  public SigningKey key() {
    return PersonKey.read(self.keyFile(), Passphrase.of(passphraseFile));
  }
}
