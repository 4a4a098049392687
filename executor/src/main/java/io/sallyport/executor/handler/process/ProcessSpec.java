package io.sallyport.executor.handler.process;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * What a Handler document says about its program.
 *
 * @param program the exact program, never from a record
 * @param arguments its arguments
 * @param input the fields that it reads from standard input; without any that is empty
 * @param notExecuted the exit statuses by which it says that it did nothing
 * @param confinement what holds it
 * @param limits how long and how much
 */
public record ProcessSpec(
    Program program,
    Arguments arguments,
    JsonBody input,
    Set<Integer> notExecuted,
    Confinement confinement,
    Limits limits) {
  /** Copies the statuses. */
  public ProcessSpec {
    notExecuted = Set.copyOf(notExecuted);
  }

  /** What its program reads from standard input. */
  public Bytes inputOf(GenericRecord record) {
    return input.fields().isEmpty() ? Bytes.of() : Bytes.of(input.of(record));
  }

  /** What holds the program, in words for people. */
  public String layers() {
    return confinement.layers().stream()
        .sorted()
        .map(Layer::text)
        .collect(Collectors.joining(", "));
  }

  /**
   * How long and how much.
   *
   * @param timeout from its start to its end; then it is killed
   * @param maxResponse the most bytes of its output; with one more it is killed
   */
  public record Limits(Duration timeout, ByteCount maxResponse) {}
}
