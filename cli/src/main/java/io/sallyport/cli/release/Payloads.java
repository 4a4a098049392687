package io.sallyport.cli.release;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.quarantine.QuarantineTopic;
import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The raw bytes of what is released, from quarantine. Owned by one thread. */
final class Payloads implements QuarantineTopic.Reader {
  private final Map<String, Digest> wanted = new HashMap<>();
  private final Map<String, Bytes> found = new HashMap<>();

  /** Those of {@code refused}. */
  static Payloads read(Profile profile, Map<String, Object> client, List<Refused> refused) {
    Payloads payloads = new Payloads();
    refused.forEach(each -> payloads.wanted.put(each.origin(), each.delivery().digest()));
    try (QuarantineTopic topic = QuarantineTopic.open(client, profile.topics().quarantine())) {
      topic.readAll(payloads);
    }
    return payloads;
  }

  @Override
  public void read(Quarantined record) {
    Digest digest = wanted.get(record.origin());
    if (digest != null && digest.equals(Digest.of(record.payload()))) {
      found.put(record.origin(), record.payload());
    }
  }

  /** The very bytes that the receipt is about, where quarantine still has them. */
  Optional<Bytes> of(Refused refused) {
    return Optional.ofNullable(found.get(refused.origin()));
  }
}
