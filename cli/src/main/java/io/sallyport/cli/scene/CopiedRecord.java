package io.sallyport.cli.scene;

import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.Code;

/** Somebody copies a genuine sealed record, byte for byte, to where it was not meant for. */
public record CopiedRecord() implements Scene {
  @Override
  public String name() {
    return "copied-record";
  }

  @Override
  public String story() {
    return "An intruder reads the genuine sealed record with the executor's Kafka certificate and"
        + " writes it, byte for byte, to another partition with the validator's.";
  }

  @Override
  public String expected() {
    return "taken by the broker, rejected by the executor as "
        + Code.RECORD_PARTITION_MISMATCH.text();
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    return Intrusion.onFirstAction(
        stage,
        genuine -> genuine.copy(genuine.partition() == 0 ? 1 : 0, genuine.jws()),
        Code.RECORD_PARTITION_MISMATCH);
  }
}
