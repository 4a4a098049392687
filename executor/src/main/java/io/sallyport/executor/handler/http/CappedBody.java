package io.sallyport.executor.handler.http;

import io.sallyport.contract.id.Digest;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Digests a response and keeps none of it; stops reading above the cap. Called by one thread at a
 * time, as reactive streams demand.
 */
final class CappedBody implements BodySubscriber<Optional<Digest>> {
  private final CompletableFuture<Optional<Digest>> result = new CompletableFuture<>();
  private final MessageDigest digest = sha256();
  private final long cap;
  private long size;
  private Flow.@Nullable Subscription subscription;

  CappedBody(long cap) {
    this.cap = cap;
  }

  /** The digest, or empty when the response was larger than the cap. */
  @Override
  public CompletionStage<Optional<Digest>> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
      digest.update(buffer);
    }
    if (size > cap && subscription != null) {
      subscription.cancel();
      result.complete(Optional.empty());
    }
  }

  @Override
  public void onError(Throwable throwable) {
    result.completeExceptionally(throwable);
  }

  @Override
  public void onComplete() {
    result.complete(Optional.of(new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
