package io.sallyport.contract.jws;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Signs with a key that something else holds, which may be slow, gone, or wrong: no signature that
 * is waited for without end, and none of another size. Safe for any thread.
 */
final class StoredSigner implements SigningKey.Signer {
  private static final int SIGNATURE_SIZE = 64;
  private static final int MAX_CAUSES = 16;

  private final SigningKey.Signer provider;
  private final String keyId;
  private final Limits limits;
  private final ExecutorService sessions;

  /**
   * What its provider is asked for.
   *
   * @param timeout of one signature, with the wait for a session
   * @param sessions how many signatures at once
   */
  record Limits(Duration timeout, int sessions) {}

  /** No signature came of it. Whoever has to sign cannot go on. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String keyId, String problem) {
      super("the key store that holds " + keyId + " " + problem);
    }
  }

  StoredSigner(SigningKey.Signer provider, String keyId, Limits limits) {
    this.provider = provider;
    this.keyId = keyId;
    this.limits = limits;
    this.sessions =
        Executors.newFixedThreadPool(
            limits.sessions(), Thread.ofPlatform().daemon().name("key-store-", 0).factory());
  }

  @Override
  public byte[] sign(byte[] message) {
    Future<byte[]> asked = sessions.submit(() -> provider.sign(message));
    try {
      byte[] signature = asked.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (signature.length != SIGNATURE_SIZE) {
        throw new Failed(keyId, "gave no Ed25519 signature");
      }
      return signature;
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new Failed(keyId, "did not sign within " + limits.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new Failed(keyId, "did not sign: " + kind(e));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new Failed(keyId, "was not waited for");
    }
  }

  /** The kinds of the causes: a provider's own words may say more than a log may hold. */
  private static String kind(ExecutionException e) {
    Throwable last = e;
    for (int depth = 0; depth < MAX_CAUSES && last.getCause() != null; depth++) {
      last = last.getCause();
    }
    return last.getClass().getSimpleName();
  }
}
