package io.sallyport.validator.gate;

import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.seal.Sealed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record to be written.
 *
 * @param sink the name of the topology's sink, see {@link Sinks}
 * @param key the record's key
 * @param value the record's value; none closes what lies under the key
 * @param headers ASCII texts by name, in their order
 */
public record Output(String sink, Bytes key, Optional<Bytes> value, Map<String, String> headers) {
  /** Copies the headers. */
  public Output {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A record without headers. */
  static Output of(String sink, String key, Bytes value) {
    return new Output(sink, Bytes.utf8(key), Optional.of(value), Map.of());
  }

  /** A sealed action. */
  public static Output sealed(String sink, Sealed.Action action) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Headers.MANDATE, action.mandate());
    headers.put(Headers.TRACEPARENT, action.traceparent());
    return new Output(sink, action.key(), Optional.of(action.value()), headers);
  }

  /** An action that waits for persons. */
  public static Output held(String sink, Held held) {
    return of(sink, held.id().text(), Bytes.of(HeldCodec.write(held)));
  }

  /** The holds' word that an action was not sealed, to whose memory it was decided with. */
  public static Output unsealed(DeskKey desk, String receipt) {
    return new Output(
        Sinks.UNSEALED, desk.bytes(), Optional.of(Bytes.of()), Map.of(Headers.RECEIPT, receipt));
  }

  /** One that waits no longer. */
  public static Output closed(String sink, Held held) {
    return new Output(sink, Bytes.utf8(held.id().text()), Optional.empty(), Map.of());
  }
}
