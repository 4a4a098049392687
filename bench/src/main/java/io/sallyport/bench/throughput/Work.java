package io.sallyport.bench.throughput;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.contract.Headers;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.validator.gate.Sinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What nobody can avoid who turns a push into a sealed action and a receipt: a strict parse, two
 * signatures, two records of those sizes. Owned by the stream thread.
 */
final class Work implements Processor<byte[], byte[], byte[], byte[]> {
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String TRACE = "00-" + "4".repeat(32) + "-" + "b".repeat(16) + "-01";

  private final SigningKey signingKey = SigningKey.generate();
  private final Shape shape;
  private final int mandateClaims;
  private final int receiptClaims;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  Work(Shape shape) {
    this.shape = shape;
    this.mandateClaims = claims(Typ.MANDATE, shape.mandate());
    this.receiptClaims = claims(Typ.RECEIPT, shape.receipt());
  }

  /** How many bytes of claims make a compact form of that length. */
  private int claims(Typ typ, int length) {
    int overhead = Jws.sign(signingKey, typ, new byte[0]).length();
    return Math.max(0, length - overhead) * 3 / 4;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> stream = context;
    if (stream == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    JsonNode tree = parsed(record.value());
    String chain = "gate-" + stream.taskId().partition();
    byte[] filler = filler(tree, record.value());
    byte[] value = Arrays.copyOf(filler, shape.value());
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.MANDATE, signed(Typ.MANDATE, filler, mandateClaims));
    headers.add(Headers.TRACEPARENT, TRACE.getBytes(StandardCharsets.US_ASCII));
    byte[] receipt = signed(Typ.RECEIPT, filler, receiptClaims);
    byte[] key = Arrays.copyOf(filler, shape.key());
    long now = System.currentTimeMillis();
    stream.forward(new Record<>(key, value, now, headers), Floor.TRUSTED);
    byte[] name = chain.getBytes(StandardCharsets.US_ASCII);
    stream.forward(new Record<>(name, receipt, now), Sinks.RECEIPTS);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return STRICT.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record's own bytes; the tree is used, so that no compiler may leave out the parse. */
  private static byte[] filler(JsonNode tree, byte[] body) {
    if (!tree.has("pusher")) {
      throw new IllegalStateException("only pushes are measured");
    }
    return body;
  }

  private byte[] signed(Typ typ, byte[] filler, int claims) {
    String jws = Jws.sign(signingKey, typ, Arrays.copyOf(filler, claims));
    return jws.getBytes(StandardCharsets.US_ASCII);
  }
}
