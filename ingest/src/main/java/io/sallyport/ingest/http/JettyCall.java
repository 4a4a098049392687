package io.sallyport.ingest.http;

import io.sallyport.service.config.ByteCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

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
    return request.getHeaders().getValuesList(name);
  }

  @Override
  public OptionalLong announcedSize() {
    long length = request.getLength();
    return length < 0 || !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
        ? OptionalLong.empty()
        : OptionalLong.of(length);
  }

  @Override
  public Body body(ByteCount cap) {
    long deadline = System.nanoTime() + bodyTime.toNanos();
    try (InputStream in = Request.asInputStream(request)) {
      return read(in, cap, deadline);
    } catch (IOException e) {
      return e.getCause() instanceof TimeoutException ? new Body.TooSlow() : new Body.Broken();
    } catch (HttpException.RuntimeException e) {
      return new Body.Broken();
    }
  }

  private Body read(InputStream in, ByteCount cap, long deadline) throws IOException {
    long expected = Math.min(announcedSize().orElse(CHUNK), cap.bytes());
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) expected);
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      if (body.size() + count > cap.bytes()) {
        return new Body.TooLarge();
      }
      if (System.nanoTime() - deadline > 0) {
        return new Body.TooSlow();
      }
      body.write(chunk, 0, count);
    }
    return new Body.Whole(body.toByteArray());
  }
}
