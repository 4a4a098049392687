package io.sallyport.cli.simulate;

import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest deliveries on the untrusted topics, with the integrator's rights. What an agent's
 * evidence presents is believed, as all evidence is in a trial; a delivery that presents none is
 * given as one that was refused for it.
 *
 * @param options which installation
 * @param sources the sources of the bundles; a direct one's topic is read
 * @param last how many of each partition at most
 * @param notes told of topics that are left out
 */
record UntrustedCaptures(
    ClusterOptions options, Map<String, SourceSpec> sources, long last, Consumer<String> notes)
    implements Captures {
  /** Who may read them. */
  private static final String READER = "integrator";

  @Override
  public void forEach(Taker taker) {
    read(options.topics().untrusted(), taker);
    for (SourceSpec source : sources.values()) {
      if (source.isDirect()) {
        readDirect(options.topics().untrusted(source.name()), taker);
      }
    }
  }

  private void read(String topic, Taker taker) {
    try (CommittedRecords records = open(topic)) {
      give(records, taker);
    }
  }

  private CommittedRecords open(String topic) {
    return CommittedRecords.open(options.client(READER), List.of(topic));
  }

  private void give(CommittedRecords records, Taker taker) {
    records.seekBack(last);
    records.readToEnd(record -> taker.take(captured(record)));
  }

  /** A source that the new bundle brings has no topic yet. */
  private void readDirect(String topic, Taker taker) {
    CommittedRecords records;
    try {
      records = open(topic);
    } catch (CannotRun e) {
      notes.accept(topic + " is left out: it is not there, or not to be read.");
      return;
    }
    try (records) {
      give(records, taker);
    }
  }

  private Captured captured(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    String source = source(record);
    Bytes payload = Optional.ofNullable(record.value()).map(Bytes::of).orElseGet(Bytes::of);
    Optional<String> contentType = Headers.ascii(record.headers(), Headers.CONTENT_TYPE);
    Sample sample = new Sample(source, payload, contentType, at);
    SourceSpec spec = sources.get(source);
    boolean isOfIngest = record.topic().equals(options.topics().untrusted());
    if (spec == null || spec.isDirect() == isOfIngest) {
      return new Captured(place(record), sample, Optional.of(Code.SOURCE_UNKNOWN));
    }
    if (contentType.isEmpty()) {
      return new Captured(place(record), sample, Optional.of(Code.HEADER_UNCLEAR));
    }
    return presented(spec, record, sample);
  }

  /** As whom its evidence presents it. */
  private Captured presented(
      SourceSpec spec, ConsumerRecord<byte[], byte[]> record, Sample sample) {
    if (!spec.isDirect() && spec.scheme().verifiedBy() != Scheme.VerifiedBy.VALIDATOR) {
      return new Captured(place(record), sample, Optional.empty());
    }
    Verification presented =
        SourceVerifier.presenting(spec)
            .verify(name -> values(spec, record, name), sample.payload().toArray(), sample.now());
    if (!(presented instanceof Verification.Presented(var claims))) {
      return new Captured(place(record), sample, Optional.of(Code.EVIDENCE_MISSING));
    }
    Sample from = sample.from(Optional.of(claims.principal(spec))).onBehalf(claims.delegation());
    return spec.hasAttributesInHeaders()
        ? enveloped(record, from)
        : new Captured(place(record), from, Optional.empty());
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(record.topic(), record.partition(), record.offset()).text();
  }

  private static List<String> values(
      SourceSpec spec, ConsumerRecord<byte[], byte[]> record, String name) {
    return spec.isDirect()
        ? Carried.sent(record.headers(), name)
        : Carried.values(record.headers(), name);
  }

  /** An event in binary mode, as the gate makes its envelope. */
  private static Captured enveloped(ConsumerRecord<byte[], byte[]> record, Sample sample) {
    String place = place(record);
    return BinaryMode.ofSent(record.headers(), sample.payload())
        .map(made ->
            new Sample(sample.source(), made, sample.contentType(), sample.now())
                .from(sample.principal()))
        .map(made -> new Captured(place, made, Optional.empty()))
        .orElseGet(() -> new Captured(place, sample, Optional.of(Code.CLOUDEVENT_BINARY)));
  }

  /** A direct producer's is its topic's; ingest's is in a header, {@code -} if that is unclear. */
  private String source(ConsumerRecord<byte[], byte[]> record) {
    String ingest = options.topics().untrusted();
    if (!record.topic().equals(ingest)) {
      return record.topic().substring(ingest.length() + 1);
    }
    return Headers.ascii(record.headers(), Headers.CE_SOURCE)
        .filter(text -> text.startsWith(Headers.SOURCES))
        .map(text -> text.substring(Headers.SOURCES.length()))
        .orElse("-");
  }
}
