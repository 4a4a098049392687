package io.sallyport.cli.scene;

import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.stage.TrustedTopic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Somebody has taken ingest and tries to go round the validator. */
public record StolenIngest() implements Scene {
  private static final String REFUSAL = "TopicAuthorizationException";

  @Override
  public String name() {
    return "stolen-ingest";
  }

  @Override
  public String story() {
    return "An intruder who has taken ingest, the part that faces the world, writes to the trusted"
        + " topic with its Kafka certificate.";
  }

  @Override
  public String expected() {
    return "refused by the broker: " + REFUSAL;
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    byte[] value = "anything".getBytes(StandardCharsets.UTF_8);
    String topic = stage.topics().trusted(Stage.CELL);
    return switch (stage.trusted().writeAsIngest(new ProducerRecord<>(topic, 0, value, value))) {
      case TrustedTopic.Write.Taken taken -> new Seen("taken by the broker", false);
      case TrustedTopic.Write.Refused refused ->
          new Seen("refused by the broker: " + refused.error(), refused.error().equals(REFUSAL));
    };
  }
}
