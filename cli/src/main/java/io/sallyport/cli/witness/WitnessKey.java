package io.sallyport.cli.witness;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.jws.Jwk;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a witness signs with.
 *
 * @param name whose signature it says it is
 * @param key both halves
 */
record WitnessKey(String name, Ed25519Key key) {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^+]]{1,100}");

  /** Reads the key of {@code file}, which nobody but its owner may read. */
  static WitnessKey read(Path file, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CannotRun(
          "no name for a witness.", "1 to 100 visible ASCII characters without '+'.");
    }
    return new WitnessKey(name, Ed25519Key.read(file));
  }

  /** The public half. */
  Jwk publicHalf() {
    return key.publicHalf();
  }

  /** The checkpoint as a signed note. */
  byte[] sign(Checkpoint checkpoint) {
    return SignedNote.sign(checkpoint.text(), name, key);
  }

  /** What others need to verify it, as tools for signed notes take it. */
  String verifierKey() {
    return SignedNote.verifierKey(name, publicHalf());
  }
}
