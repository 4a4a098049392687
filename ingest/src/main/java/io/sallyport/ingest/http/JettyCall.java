package io.sallyport.ingest.http;

import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.service.config.ByteCount;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/** A call on top of Jetty's request. */
final class JettyCall implements Call {
  private static final int CHUNK = 16 * 1024;

  private final Request request;
  private final Duration bodyTime;

  JettyCall(Request request, Duration bodyTime) {
    this.request = request;
    this.bodyTime = bodyTime;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  @Override
  public List<String> headers(String name) {
    return name.equals(CertificateForm.HEADER)
        ? clientCertificate()
        : request.getHeaders().getValuesList(name);
  }

  /** The client's own certificate, if TLS has let one in. */
  private List<String> clientCertificate() {
    Object session = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    if (!(session instanceof EndPoint.SslSessionData data) || data.peerCertificates() == null) {
      return List.of();
    }
    try {
      byte[] encoded = data.peerCertificates()[0].getEncoded();
      return List.of(Base64.getEncoder().encodeToString(encoded));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("TLS has read this certificate", e);
    }
  }

  @Override
  public OptionalLong announcedSize() {
    long length = request.getLength();
    return length < 0 || !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
        ? OptionalLong.empty()
        : OptionalLong.of(length);
  }

  /**
   * Waits itself, within the time of a body: a stream of HTTP/2 that the listener has reset wakes
   * nobody who waits for its content.
   */
  @Override
  public Body body(ByteCount cap) {
    long deadline = System.nanoTime() + bodyTime.toNanos();
    long expected = Math.min(announcedSize().orElse(CHUNK), cap.bytes());
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) expected);
    try {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          awaitContent(deadline);
        } else if (Content.Chunk.isFailure(chunk)) {
          return failure(chunk.getFailure());
        } else {
          Optional<Body> end = take(chunk, body, cap);
          if (end.isPresent()) {
            return end.get();
          }
          if (System.nanoTime() - deadline > 0) {
            return new Body.TooSlow();
          }
        }
      }
    } catch (TimeoutException e) {
      request.fail(e);
      return new Body.TooSlow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Body.Broken();
    }
  }

  private void awaitContent(long deadline) throws InterruptedException, TimeoutException {
    CountDownLatch more = new CountDownLatch(1);
    request.demand(more::countDown);
    if (!more.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("the body took too long");
    }
  }

  private static Body failure(Throwable failure) {
    boolean isSlow =
        failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
    return isSlow ? new Body.TooSlow() : new Body.Broken();
  }

  /** Takes what has come; the body, if that was the end of it or there is too much. */
  private Optional<Body> take(Content.Chunk chunk, ByteArrayOutputStream body, ByteCount cap) {
    byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
    boolean isLast = chunk.isLast();
    chunk.release();
    if (body.size() + bytes.length > cap.bytes()) {
      return Optional.of(new Body.TooLarge());
    }
    body.writeBytes(bytes);
    boolean isWhole = announcedSize().isEmpty() || announcedSize().getAsLong() == body.size();
    return Optional.of(isWhole)
        .filter(_ -> isLast)
        .map(whole -> whole ? new Body.Whole(body.toByteArray()) : new Body.Broken());
  }
}
