package io.sallyport.cli.send;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.service.config.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A delivery as a sender makes it: the address, the headers with the signature, the raw bytes.
 *
 * @param address where it is posted
 * @param headers in the order in which they are shown
 * @param body the bytes that are signed
 */
public record SignedDelivery(URI address, Map<String, String> headers, Bytes body) {

  /** Copies the headers. */
  public SignedDelivery {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** As GitHub signs it: the body only, not the headers that name the event and the delivery. */
  public static SignedDelivery github(
      URI ingest, String source, String event, Secret secret, Bytes body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-GitHub-Event", event);
    headers.put("X-GitHub-Delivery", UUID.randomUUID().toString());
    headers.put("X-Hub-Signature-256", SenderSignature.github(secret, body.toArray()));
    return new SignedDelivery(ingest.resolve("/v1/sources/" + source), headers, body);
  }

  /** The same headers over other bytes: what somebody on the way would send. */
  public SignedDelivery withBody(Bytes other) {
    return new SignedDelivery(address, headers, other);
  }
}
