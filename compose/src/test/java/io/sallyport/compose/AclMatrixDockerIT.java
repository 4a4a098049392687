package io.sallyport.compose;

import io.sallyport.quickstart.broker.BrokerSettings;
import io.sallyport.quickstart.data.Place;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.GenericContainer;

/** The matrix on Kafka's own image. */
class AclMatrixDockerIT extends AclMatrixSuite {
  @Override
  Broker start(Path directory) {
    List<Integer> ports = FreePorts.choose(2);
    String cluster = Uuid.randomUuid().toString();
    var settings = new BrokerSettings(Place.MACHINE, cluster, ports.getFirst(), ports.getLast());
    Pki pki = Pki.openOrCreate(directory.resolve("ca"));
    Path home = directory.resolve("broker");
    settings.provision(home, pki);
    GenericContainer<?> container = Containers.broker(home, settings.port());
    container.start();
    return new Broker() {
      @Override
      public Map<String, Object> client(String principal) {
        Path tls = directory.resolve("clients").resolve(principal);
        pki.issue(principal, tls);
        return Map.copyOf(Pki.clientProperties(settings.bootstrap(), tls));
      }

      @Override
      public void close() {
        container.close();
      }
    };
  }
}
