package io.sallyport.ingest.http;

import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.service.config.ByteCount;
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

/** A call on top of Jetty's request, whose body is held once. */
final class JettyCall implements Call {
  private final Request request;
  private final Duration bodyTime;
  private final long expected;
  private byte[] bytes = new byte[0];
  private int size;

  JettyCall(Request request, Duration bodyTime) {
    this.request = request;
    this.bodyTime = bodyTime;
    this.expected = announcedSize().orElse(-1);
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
    if (expected > cap.bytes()) {
      return new Body.TooLarge();
    }
    try {
      return receive(System.nanoTime() + bodyTime.toNanos());
    } catch (TimeoutException e) {
      request.fail(e);
      return new Body.TooSlow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Body.Broken();
    }
  }

  private Body receive(long deadline) throws InterruptedException, TimeoutException {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitContent(deadline);
      } else if (Content.Chunk.isFailure(chunk)) {
        return failure(chunk.getFailure());
      } else {
        Optional<Body> end = take(chunk);
        if (end.isPresent()) {
          return end.get();
        }
        if (System.nanoTime() - deadline > 0) {
          return new Body.TooSlow();
        }
      }
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

  /**
   * Takes what has come, into an array of the announced size once there is something to keep.
   * Nothing fits where no size was announced.
   */
  private Optional<Body> take(Content.Chunk chunk) {
    int more = chunk.remaining();
    boolean isLast = chunk.isLast();
    boolean fits = more <= expected - size;
    if (fits && more > 0) {
      bytes = size == 0 ? new byte[(int) expected] : bytes;
      size += chunk.get(bytes, size, more);
    }
    chunk.release();
    if (fits && !isLast) {
      return Optional.empty();
    }
    return Optional.of(fits && size == expected ? new Body.Whole(bytes) : new Body.Broken());
  }
}
