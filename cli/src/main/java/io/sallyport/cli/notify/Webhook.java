package io.sallyport.cli.notify;

import io.sallyport.cli.post.Post;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.signature.SenderSignature;
import java.time.InstantSource;

/** Posts notices, signed as Standard Webhooks. */
final class Webhook implements AutoCloseable {
  private final NotifierFile file;
  private final SenderSignature signature;
  private final InstantSource clock;
  private final Post post;

  Webhook(NotifierFile file, InstantSource clock, Post.Pause pause) {
    this.file = file;
    this.signature = SenderSignature.with(Presets.named("standard-webhooks").form(), file.secret());
    this.clock = clock;
    this.post = new Post(file.endpoint(), file.limits(), pause);
  }

  /** Until it is taken, under the same id each time. */
  void post(Notice notice) throws InterruptedException {
    byte[] body = notice.body(file.link(notice.action().id().text()));
    post.send(
        notice.receipt(), body, () -> signature.headers(clock.instant(), _ -> notice.id(), body));
  }

  @Override
  public void close() {
    post.close();
  }
}
