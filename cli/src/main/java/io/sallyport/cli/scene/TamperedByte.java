package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Stage;

/** Somebody on the way changes one byte. */
public record TamperedByte() implements Scene {
  private static final int UNAUTHORIZED = 401;

  @Override
  public String name() {
    return "tampered-byte";
  }

  @Override
  public String story() {
    return "The same push and signature, with one digit of the commit changed on the way.";
  }

  @Override
  public String expected() {
    return "401, nothing on the untrusted topic";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    long before = stage.witness().records(stage.topics().untrusted());
    IngestClient.Answer answer = stage.sender().sendTampered(stage.push());
    long written = stage.witness().records(stage.topics().untrusted()) - before;
    return new Seen(
        answer.status() + ", records written to the untrusted topic: " + written,
        answer.status() == UNAUTHORIZED && written == 0);
  }
}
