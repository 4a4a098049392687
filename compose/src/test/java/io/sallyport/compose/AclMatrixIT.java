package io.sallyport.compose;

import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The matrix on a broker in this JVM. */
@Tag("AARM-R9")
@Tag("NHI5")
@Tag("CSF-PR.AA")
class AclMatrixIT extends AclMatrixSuite {
  @Override
  Broker start(Path directory) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory);
    return new Broker() {
      @Override
      public Map<String, Object> client(String principal) {
        return broker.clientProperties(principal);
      }

      @Override
      public void close() {
        broker.close();
      }
    };
  }
}
