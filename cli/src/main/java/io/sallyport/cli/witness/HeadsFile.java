package io.sallyport.cli.witness;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jwk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Heads on disk: as somebody keeps them for himself, or in a witness's checkpoint. */
public final class HeadsFile {
  private static final String LOOK = "Look at the path and its rights.";

  private HeadsFile() {}

  /** Whether there is a file, or something that hides one. */
  static boolean isThere(Path file) {
    return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** What an auditor wrote down. */
  public static Heads read(Path file) {
    return Heads.parse(bytes(file))
        .orElseThrow(() ->
            new CannotRun(
                file + " holds no heads.",
                "'audit verify --save-heads' writes such a file; for a checkpoint say --witness."));
  }

  /** What a witness signed. */
  public static Checkpoint read(Path file, Jwk witness) {
    return Checkpoint.open(bytes(file), witness)
        .orElseThrow(() ->
            new CannotRun(
                file + " is no checkpoint of the witness with key " + witness.thumbprint() + ".",
                "'audit witness' writes such files, with the key that its --key names."));
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(StrictJson.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", LOOK, e);
    }
  }

  /** Writes heads to a file that is not there yet. */
  public static void save(Path file, Heads heads) {
    try {
      byte[] json = StrictJson.write(heads.json());
      Files.write(file, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CannotRun(
          file + " cannot be written.",
          "Name a file that is not there yet, where you may write.",
          e);
    }
  }
}
