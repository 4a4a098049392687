package io.sallyport.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Digest;
import io.sallyport.testkit.Seeded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CappedBodyTest {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void digestsHoweverItIsCut() {
    Seeded.forAll(
        100,
        random -> {
          byte[] content = new byte[random.nextInt(100)];
          random.nextBytes(content);
          CappedBody<Digest> body = subscribed(content.length);
          for (int from = 0; from < content.length; ) {
            int size = Math.min(content.length - from, 1 + random.nextInt(40));
            body.onNext(List.of(ByteBuffer.wrap(content, from, size)));
            from += size;
          }
          body.onComplete();

          assertThat(body.getBody().toCompletableFuture())
              .isCompletedWithValue(java.util.Optional.of(Digest.of(content)));
        });
  }

  @Test
  void keepsBytesUpToItsCap() throws Exception {
    CappedBody<byte[]> body = subscribed(CappedBody.bytes(3));
    body.onNext(List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2, 3})));
    body.onComplete();

    assertThat(body.getBody().toCompletableFuture().get().orElseThrow()).containsExactly(1, 2, 3);
  }

  @Test
  void stopsReadingAboveItsCap() {
    CappedBody<Digest> body = subscribed(3);
    body.onNext(List.of(ByteBuffer.wrap(new byte[2]), ByteBuffer.wrap(new byte[2])));

    assertThat(cancelled).isTrue();
    assertThat(body.getBody().toCompletableFuture())
        .isCompletedWithValue(java.util.Optional.empty());
  }

  @Test
  void staysTooLargeWhateverFollows() {
    CappedBody<Digest> body = subscribed(0);
    body.onNext(List.of(ByteBuffer.wrap(new byte[1])));
    body.onComplete();

    assertThat(body.getBody().toCompletableFuture())
        .isCompletedWithValue(java.util.Optional.empty());
  }

  @Test
  void brokenAnswerIsNoDigest() {
    CappedBody<Digest> body = subscribed(9);
    body.onNext(List.of(ByteBuffer.wrap(new byte[1])));
    body.onError(new IOException("reset"));

    assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
  }

  private CappedBody<Digest> subscribed(long cap) {
    return subscribed(CappedBody.digest(cap));
  }

  private <T> CappedBody<T> subscribed(CappedBody<T> body) {
    body.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });
    return body;
  }
}
