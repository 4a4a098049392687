package io.sallyport.executor.target;

import io.sallyport.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a response up to a cap and stops reading above it. Called by one thread at a time, as
 * reactive streams demand.
 *
 * @param <T> what is made of the response
 */
public final class CappedBody<T> implements BodySubscriber<Optional<T>> {
  private final CompletableFuture<Optional<T>> result = new CompletableFuture<>();
  private final long cap;
  private final Consumer<ByteBuffer> sink;
  private final Supplier<T> whole;
  private long size;
  private Flow.@Nullable Subscription subscription;

  private CappedBody(long cap, Consumer<ByteBuffer> sink, Supplier<T> whole) {
    this.cap = cap;
    this.sink = sink;
    this.whole = whole;
  }

  /** Digests the response and keeps none of it. */
  public static CappedBody<Digest> digest(long cap) {
    MessageDigest digest = sha256();
    return new CappedBody<>(cap, digest::update, () -> Digest.ofHash(digest.digest()));
  }

  /** Keeps the response. */
  public static CappedBody<byte[]> bytes(long cap) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    return new CappedBody<>(
        cap,
        buffer -> {
          byte[] part = new byte[buffer.remaining()];
          buffer.get(part);
          kept.writeBytes(part);
        },
        kept::toByteArray);
  }

  /** What was made of the response, or empty when it was larger than the cap. */
  @Override
  public CompletionStage<Optional<T>> getBody() {
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
      if (size <= cap) {
        sink.accept(buffer);
      }
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
    result.complete(Optional.of(whole.get()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
