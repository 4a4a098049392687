package io.sallyport.cli.prove;

import io.sallyport.cli.prove.Answer.Allowed;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Asks for what brokers ask of each other, which no public client does: to end a transaction in a
 * topic that is not there.
 *
 * @param client its properties
 * @param timeout how long it may take
 */
record Markers(Map<String, Object> client, Duration timeout) {
  Markers {
    client = Map.copyOf(client);
  }

  /** Whether {@code broker} would; who may alter the cluster may do that too. */
  Allowed write(Node broker) {
    int millis = Math.toIntExact(timeout.toMillis());
    try (Metrics metrics = new Metrics();
        KafkaClient network = network(metrics, millis)) {
      if (!NetworkClientUtils.awaitReady(network, broker, Time.SYSTEM, millis)) {
        return Allowed.UNKNOWN;
      }
      ClientRequest request =
          network.newClientRequest(broker.idString(), nowhere(), Time.SYSTEM.milliseconds(), true);
      return NetworkClientUtils.sendAndReceive(network, request, Time.SYSTEM).responseBody()
              instanceof WriteTxnMarkersResponse response
          ? judged(response.errorCounts().keySet())
          : Allowed.UNKNOWN;
    } catch (IOException | KafkaException e) {
      return Allowed.UNKNOWN;
    }
  }

  private static Allowed judged(Set<Errors> errors) {
    if (errors.equals(Set.of(Errors.CLUSTER_AUTHORIZATION_FAILED))) {
      return Allowed.NO;
    }
    return errors.equals(Set.of(Errors.UNKNOWN_TOPIC_OR_PARTITION)) ? Allowed.YES : Allowed.UNKNOWN;
  }

  private static WriteTxnMarkersRequest.Builder nowhere() {
    List<TopicPartition> partitions = List.of(new TopicPartition(Trial.NOWHERE, 0));
    return new WriteTxnMarkersRequest.Builder(
        List.of(
            new WriteTxnMarkersRequest.TxnMarkerEntry(
                0, (short) 0, 0, TransactionResult.ABORT, partitions, (short) 1)));
  }

  private KafkaClient network(Metrics metrics, int millis) {
    return ClientUtils.createNetworkClient(
        new AdminClientConfig(new HashMap<>(client)),
        "sallyport-proof",
        metrics,
        "proof",
        new LogContext(),
        new ApiVersions(),
        Time.SYSTEM,
        1,
        millis,
        null,
        new ManualMetadataUpdater(),
        new DefaultHostResolver(),
        null,
        null);
  }
}
