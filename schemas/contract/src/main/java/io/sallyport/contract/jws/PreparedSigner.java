package io.sallyport.contract.jws;

import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/**
 * Signs with objects that are kept for the next signature, since preparing one costs as much as
 * signing. Safe for any thread: no two of them use one object at once.
 */
final class PreparedSigner implements SigningKey.Signer {
  private static final int MAX_PREPARED = 4;

  private final PrivateKey key;
  private final Supplier<Signature> signatures;
  private final Queue<Signature> prepared = new ArrayBlockingQueue<>(MAX_PREPARED);

  PreparedSigner(PrivateKey key, Supplier<Signature> signatures) {
    this.key = key;
    this.signatures = signatures;
  }

  @Override
  public byte[] sign(byte[] message) {
    Signature signature = prepared.poll();
    if (signature == null) {
      signature = signatures.get();
      Keys.initSign(signature, key);
    }
    try {
      signature.update(message);
      byte[] signed = signature.sign();
      prepared.offer(signature);
      return signed;
    } catch (SignatureException e) {
      throw new IllegalStateException("Ed25519 signs any bytes", e);
    }
  }
}
