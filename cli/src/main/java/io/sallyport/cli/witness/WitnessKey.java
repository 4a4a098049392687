package io.sallyport.cli.witness;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.regex.Pattern;

/**
 * What a witness signs with.
 *
 * @param name whose signature it says it is
 * @param key the private half
 * @param publicHalf the public half
 */
record WitnessKey(String name, PrivateKey key, Jwk publicHalf) {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^+]]{1,100}");

  /** Reads the key of {@code file}, which nobody but its owner may read. */
  static WitnessKey read(Path file, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CannotRun(
          "no name for a witness.", "1 to 100 visible ASCII characters without '+'.");
    }
    PrivateKey key = KeyFile.readPlatformKey(file);
    return new WitnessKey(name, key, SigningKey.from(key).jwk());
  }

  /** The checkpoint as a signed note. */
  byte[] sign(Checkpoint checkpoint) {
    return SignedNote.sign(checkpoint.text(), name, key, publicHalf);
  }

  /** What others need to verify it, as tools for signed notes take it. */
  String verifierKey() {
    return SignedNote.verifierKey(name, publicHalf);
  }

  /** Only whose it is. */
  @Override
  public String toString() {
    return "WitnessKey[" + name + "]";
  }
}
