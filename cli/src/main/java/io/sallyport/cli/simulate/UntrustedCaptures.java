package io.sallyport.cli.simulate;

import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Scheme;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.BinaryMode;
import io.sallyport.validator.admit.Carried;
import io.sallyport.validator.trial.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest deliveries on the untrusted topics, with the integrator's rights. What an agent's
 * evidence presents is believed, as all evidence is in a trial; a delivery that presents none is
 * given as one that was refused for it.
 *
 * @param options which installation
 * @param sources the sources of the bundles; a direct one's topic is read
 * @param last how many of each partition at most
 */
record UntrustedCaptures(ClusterOptions options, Map<String, SourceSpec> sources, long last)
    implements Captures {
  /** Who may read them. */
  private static final String READER = "integrator";

  @Override
  public void forEach(Taker taker) {
    try (CommittedRecords records = CommittedRecords.open(options.client(READER), topics())) {
      records.seekBack(last);
      records.readToEnd(record -> taker.take(captured(record)));
    }
  }

  private List<String> topics() {
    Topics names = options.topics();
    Stream<String> direct =
        sources.values().stream()
            .filter(SourceSpec::isDirect)
            .map(source -> names.untrusted(source.name()));
    return Stream.concat(Stream.of(names.untrusted()), direct).toList();
  }

  private Captured captured(ConsumerRecord<byte[], byte[]> record) {
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    Instant at = Instant.ofEpochMilli(record.timestamp());
    String source = source(record);
    Bytes payload = Optional.ofNullable(record.value()).map(Bytes::of).orElseGet(Bytes::of);
    Sample sample = new Sample(source, payload, header(record, Headers.CONTENT_TYPE), at);
    SourceSpec spec = sources.get(source);
    if (spec != null && spec.hasAttributesInHeaders()) {
      return enveloped(record, sample);
    }
    if (spec == null || spec.scheme().verifiedBy() != Scheme.VerifiedBy.VALIDATOR) {
      return new Captured(origin.text(), sample, Optional.empty());
    }
    Verification presented =
        SourceVerifier.presenting(spec)
            .verify(name -> values(spec, record, name), payload.toArray(), at);
    return presented instanceof Verification.Presented(var claims)
        ? new Captured(
            origin.text(), sample.from(Optional.of(claims.principal(spec))), Optional.empty())
        : new Captured(origin.text(), sample, Optional.of(Code.EVIDENCE_MISSING));
  }

  private static List<String> values(
      SourceSpec spec, ConsumerRecord<byte[], byte[]> record, String name) {
    return spec.isDirect()
        ? Carried.sent(record.headers(), name)
        : Carried.values(record.headers(), name);
  }

  /** An event in binary mode, as the gate makes its envelope. */
  private static Captured enveloped(ConsumerRecord<byte[], byte[]> record, Sample sample) {
    String place = new Origin(record.topic(), record.partition(), record.offset()).text();
    return BinaryMode.ofSent(record.headers(), sample.payload())
        .map(made -> new Sample(sample.source(), made, sample.contentType(), sample.now()))
        .map(made -> new Captured(place, made, Optional.empty()))
        .orElseGet(() -> new Captured(place, sample, Optional.of(Code.CLOUDEVENT_BINARY)));
  }

  /** A direct producer's is its topic's; ingest's is in a header, {@code -} if that is unclear. */
  private String source(ConsumerRecord<byte[], byte[]> record) {
    String ingest = options.topics().untrusted();
    if (!record.topic().equals(ingest)) {
      return record.topic().substring(ingest.length() + 1);
    }
    return header(record, Headers.CE_SOURCE)
        .filter(text -> text.startsWith(Headers.SOURCES))
        .map(text -> text.substring(Headers.SOURCES.length()))
        .orElse("-");
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Headers.find(record.headers(), name) instanceof Headers.Found.Once once
        ? once.ascii()
        : Optional.empty();
  }
}
