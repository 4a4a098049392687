package io.sallyport.cli.data;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An operator: who signs, and as whom the installation is reached. Paths are relative to the file.
 *
 * @param operator the id by which the validator's file names it
 * @param environment whose validator is commanded
 * @param topics the installation's topics
 * @param keyFile the operator's private key
 * @param client Kafka client properties of a principal that may release
 * @param receiptKeys directory of {@code <writer>-receipt.jwk} files
 * @param operators whose revocations count, to show what is revoked
 */
public record Profile(
    String operator,
    Environment environment,
    Topics topics,
    Path keyFile,
    Path client,
    Path receiptKeys,
    List<Signer> operators) {
  private static final String KIND = "Operator";

  /** Reads a profile; {@code metadata.name} is the operator's id. */
  public static Profile read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, KIND);
    return document.finish(() -> of(document));
  }

  /** What every person's profile says, of whatever kind; to be called while it is read. */
  public static Profile of(ConfigDocument document) {
    ConfigNode spec = document.spec();
    if (!ReleaseCommand.isOperator(document.name())) {
      throw document.problem("metadata.name: 1 to 40 of a-z, 0-9 and '-'");
    }
    return new Profile(
        document.name(),
        new Environment(spec.text("environment")),
        new Topics(spec.text("prefix", "sallyport")),
        spec.path("keyFile"),
        spec.path("client"),
        spec.path("receiptKeys"),
        spec.children("operators").stream().map(Profile::signer).toList());
  }

  private static Signer signer(ConfigNode node) {
    String id = node.text("id");
    if (!ReleaseCommand.isOperator(id)) {
      node.problem("id", "1 to 40 of a-z, 0-9 and '-'");
    }
    return Signer.active(id, KeyFile.readPublic(node.path("keyFile")));
  }

  /** The key; refused where others may read it. */
  public SigningKey key() {
    return KeyFile.readPrivate(keyFile);
  }

  public Map<String, Object> clientProperties() {
    return ClientFile.read(client);
  }
}
