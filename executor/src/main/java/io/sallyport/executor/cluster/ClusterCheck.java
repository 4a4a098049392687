package io.sallyport.executor.cluster;

import io.sallyport.contract.Environment;
import io.sallyport.service.process.StartException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Which cluster answers. */
public final class ClusterCheck {
  private static final int SECONDS = 20;

  private ClusterCheck() {}

  /** Refuses another cluster than the environment's. */
  public static void require(Admin admin, Environment environment) {
    String id = answer(admin.describeCluster().clusterId());
    if (!environment.isOfCluster(id)) {
      throw new StartException(
          "environment must end with -" + id + ", the id of the cluster that answers");
    }
  }

  /** What the cluster answers; throws {@link StartException} when that is nothing, or a refusal. */
  public static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StartException(
          "kafka: " + e.getCause() + "; look at bootstrap.servers and at the principal's grants",
          e);
    } catch (TimeoutException e) {
      throw new StartException("kafka: no answer within 20 seconds; look at bootstrap.servers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting", e);
    }
  }
}
