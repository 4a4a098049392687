package io.sallyport.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ingest.publish.Publisher;
import io.sallyport.service.admin.Health;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestHealthTest {
  private final Publisher publisher =
      new Publisher(
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
          "sallyport.untrusted",
          Duration.ofSeconds(1));

  @AfterEach
  void ends() {
    publisher.close();
  }

  @Test
  void isWellBeforeTheFirstDelivery() {
    assertThat(Ingest.health(publisher, false)).isEqualTo(Health.ready());
  }

  /** It would go on believing a key that was taken away. */
  @Test
  void wantsARestartWhenNobodyLooksAtItsKeys() {
    assertThat(Ingest.health(publisher, true)).isInstanceOf(Health.Dead.class);
  }
}
