package io.sallyport.ingest.admission;

import io.sallyport.ingest.http.Body;
import io.sallyport.ingest.http.Call;
import io.sallyport.service.config.ByteCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A call without a connection; by default a JSON POST to the source {@code github}. */
public final class FakeCall implements Call {
  private final Map<String, List<String>> headers = new HashMap<>();
  private final byte[] content;
  private String method = "POST";
  private String path = "/v1/sources/github";
  private boolean isRead;

  /** A call with this body. */
  public FakeCall(byte[] content) {
    this.content = content;
    header("content-type", "application/json");
    header("content-length", Integer.toString(content.length));
  }

  /** Adds one value of a header. */
  public FakeCall header(String name, String value) {
    headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    return this;
  }

  /** Takes a header away. */
  public FakeCall without(String name) {
    headers.remove(name);
    return this;
  }

  /** Another method. */
  public FakeCall method(String other) {
    method = other;
    return this;
  }

  /** Another path. */
  public FakeCall path(String other) {
    path = other;
    return this;
  }

  /** Whether the body was asked for. */
  public boolean isRead() {
    return isRead;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public OptionalLong announcedSize() {
    List<String> length = headers("content-length");
    return length.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(length.getLast()));
  }

  @Override
  public Body body(ByteCount cap) {
    isRead = true;
    return content.length > cap.bytes() ? new Body.TooLarge() : new Body.Whole(content);
  }
}
