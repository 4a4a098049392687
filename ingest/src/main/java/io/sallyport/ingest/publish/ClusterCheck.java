package io.sallyport.ingest.publish;

import io.sallyport.contract.Environment;
import io.sallyport.service.process.StartException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the cluster for its id, so that no process works on another cluster than it was made for.
 */
public final class ClusterCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ClusterCheck() {}

  /** Throws {@link StartException} if the cluster is not the environment's or does not answer. */
  public static void require(Environment environment, Map<String, Object> connection) {
    Map<String, Object> properties = new LinkedHashMap<>(connection);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "ingest-start");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 3);
    if (!environment.isOfCluster(clusterId(properties))) {
      throw new StartException(
          "environment: does not end with the id of the cluster at kafka.bootstrap.servers");
    }
  }

  private static String clusterId(Map<String, Object> properties) {
    try (Admin admin = Admin.create(properties)) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException | KafkaException e) {
      throw new StartException("kafka: the cluster does not answer: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("kafka: interrupted while asking the cluster", e);
    }
  }

  private static String reason(Exception trouble) {
    Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
    return cause.getClass().getSimpleName();
  }
}
