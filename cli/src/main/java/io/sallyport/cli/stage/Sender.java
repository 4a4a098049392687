package io.sallyport.cli.stage;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.send.SignedDelivery;
import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.Secret;
import java.net.URI;

/** Does what GitHub does when somebody pushes: signs and posts. */
public final class Sender {
  private final IngestClient client;
  private final URI ingest;
  private final Secret secret;

  /** A sender that shares {@code secret} with ingest. */
  public Sender(IngestClient client, URI ingest, Secret secret) {
    this.client = client;
    this.ingest = ingest;
    this.secret = secret;
  }

  /** Signs a push and posts it. */
  public IngestClient.Answer send(Push push) throws InterruptedException {
    return client.post(signed(push));
  }

  /** Signs a push and posts other bytes under that signature. */
  public IngestClient.Answer sendTampered(Push push) throws InterruptedException {
    return client.post(signed(push).withBody(Bytes.of(push.tampered())));
  }

  private SignedDelivery signed(Push push) {
    return SignedDelivery.github(ingest, Stage.SOURCE, "push", secret, Bytes.of(push.bytes()));
  }
}
