package io.sallyport.contract.jws;

import java.security.SecureRandom;

/** Gives a known seed to a key generator, which then computes the public key that belongs to it. */
final class FixedSeed extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient byte[] seed;

  FixedSeed(byte[] seed) {
    this.seed = seed.clone();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (bytes.length != seed.length) {
      throw new IllegalStateException("an Ed25519 generator asks for its seed only");
    }
    System.arraycopy(seed, 0, bytes, 0, seed.length);
  }
}
