package io.sallyport.executor.ledger;

import io.sallyport.contract.id.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * A record that a turn carries to a target's topic.
 *
 * @param topic of the same cluster
 * @param partition a fixed one, or as Kafka has it for the key
 * @param key if it has one
 * @param value its value
 * @param headers by name, as text
 */
public record Outgoing(
    String topic,
    Optional<Integer> partition,
    Optional<Bytes> key,
    Bytes value,
    Map<String, String> headers) {
  /** Copies the headers. */
  public Outgoing {
    headers = Map.copyOf(headers);
  }

  /** Names the topic; never what it carries. */
  @Override
  public String toString() {
    return "Outgoing[" + topic + "]";
  }
}
