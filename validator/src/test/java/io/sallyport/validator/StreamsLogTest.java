package io.sallyport.validator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import io.sallyport.service.log.JsonLog;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.GateStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;

/** What Kafka Streams itself logs of a record, as our log shows it. */
@ResourceLock(Resources.SYSTEM_ERR)
class StreamsLogTest {
  private static final String CANARY = "Canary7Qz5wXk";

  @TempDir Path state;
  private final Instant now = Demo.NOW;
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void install() {
    System.setErr(new PrintStream(errors, true, UTF_8));
    JsonLog.install("validator");
  }

  @AfterEach
  void restore() throws JoranException {
    System.setErr(before);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      new ContextInitializer(context).autoConfig();
    }
  }

  @Test
  void doesNotShowAnExceptionThatQuotesARecord() {
    Throwable thrown = catchThrowable(this::meetABug);

    assertThat(thrown).hasStackTraceContaining(CANARY);
    assertThat(errors.toString(UTF_8))
        .contains("LogAndFailProcessingExceptionHandler", "java.time.format.DateTimeParseException")
        .doesNotContain(CANARY);
  }

  /**
   * The clock is the one part of the gate that a test can make fail within a record, once its task
   * is open.
   */
  private void meetABug() {
    GateObserver observer = new GateObserver(new Metrics());
    InstantSource clock = () -> observer.hasProgress(now) ? Instant.parse(CANARY + now) : now;
    FirewallTopology.Steps idle =
        Demo.steps(new GateObserver(new Metrics()), InstantSource.fixed(now));
    FirewallTopology.Steps steps =
        new FirewallTopology.Steps(
            new GateStep(Demo::gate, observer, clock), idle.arrive(), idle.desk(), idle.holds());
    try (TopologyTestDriver driver = Drivers.of(steps, state)) {
      driver
          .createInputTopic(
              Demo.TOPICS.untrusted(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new TestRecord<>(new byte[0], new byte[0], Demo.headers(), Demo.NOW));
    }
  }

  @Test
  void doesNotShowARecordWithItsHeaders() {
    RecordHeaders headers = new RecordHeaders();
    Demo.add(headers, CANARY, CANARY);
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>(
            "t", 0, 0, -1, TimestampType.CREATE_TIME, 1, 1, CANARY, "", headers, Optional.empty());

    Throwable thrown = catchThrowable(() -> new FailOnInvalidTimestamp().extract(record, 0));
    LoggerFactory.getLogger(StreamsLogTest.class).error("the gate stops", thrown);

    assertThat(thrown).hasMessageContaining(CANARY);
    assertThat(errors.toString(UTF_8))
        .contains("FailOnInvalidTimestamp", "the gate stops")
        .doesNotContain(CANARY, Arrays.toString(CANARY.getBytes(UTF_8)));
  }
}
