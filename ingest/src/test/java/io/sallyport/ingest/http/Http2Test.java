package io.sallyport.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ingest.http.Frames.Frame;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 frame by frame: its limits, and what HTTP/1.1 could smuggle through it. */
class Http2Test extends RawTls {
  private static final int REFUSED_STREAM = 7;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  private final Semaphore answers = new Semaphore(1_000);
  private final AtomicInteger inside = new AtomicInteger();

  @Override
  Answer answer(Call call) {
    inside.incrementAndGet();
    try {
      return read(call);
    } finally {
      inside.decrementAndGet();
    }
  }

  /** No call, however it ended, keeps its place. */
  @AfterEach
  void leavesNoCallInside() {
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> inside.get() == 0);
  }

  private Answer read(Call call) {
    Body body = call.body(ByteCount.ofKib(64));
    answers.acquireUninterruptibly();
    return switch (body) {
      case Body.TooLarge() -> Answer.refused(Refusal.BODY_TOO_LARGE);
      case Body.TooSlow() -> Answer.refused(Refusal.BODY_TOO_SLOW);
      case Body.Broken() -> Answer.refused(Refusal.BODY_BROKEN);
      case Body.Whole whole -> {
        bodies.add(new String(whole.bytes(), ISO_8859_1));
        yield new Answer.Accepted(new UUID(0, 0));
      }
    };
  }

  private Frames open() throws IOException {
    return new Frames(connect("h2"));
  }

  private static void post(Frames frames, int stream, String body) throws IOException {
    byte[] block = Frames.post(Map.of("content-length", Integer.toString(body.length())));
    frames.write(Frames.HEADERS, Frames.END_HEADERS, stream, block);
    frames.write(Frames.DATA, Frames.END_STREAM, stream, body.getBytes(ISO_8859_1));
  }

  private static byte[] headers(String name, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("content-length", "0");
    fields.put(name, value);
    return Frames.post(fields);
  }

  /** The status in the static table (RFC 7541, appendix A), or as three digits. */
  private static String status(Frame frame) {
    int first = frame.payload().view().get() & 0xff;
    if (first == 0x8c) {
      return "400";
    }
    String text = new String(frame.payload().toArray(), ISO_8859_1);
    return first >= 0x80 ? Integer.toString(first) : text;
  }

  @Test
  void takesABody() throws IOException {
    try (Frames frames = open()) {
      post(frames, 1, "abc");

      assertThat(frames.next(Frames.HEADERS).stream()).isEqualTo(1);
    }
    assertThat(bodies).containsExactly("abc");
  }

  @Test
  void boundsTheStreamsOfAConnection() throws IOException {
    answers.drainPermits();
    try (Frames frames = open()) {
      assertThat(setting(frames.next(Frames.SETTINGS), MAX_CONCURRENT_STREAMS))
          .isEqualTo(LIMITS.streams());
      post(frames, 1, "a");
      post(frames, 3, "b");
      post(frames, 5, "c");

      Frame refused = frames.next(Frames.RST_STREAM);
      assertThat(refused.stream()).isEqualTo(5);
      assertThat(refused.number()).isEqualTo(REFUSED_STREAM);

      answers.release(10);
      assertThat(frames.next(Frames.HEADERS).stream()).isIn(1, 3);
      assertThat(frames.next(Frames.HEADERS).stream()).isIn(1, 3);
      post(frames, 7, "d");
      assertThat(frames.next(Frames.HEADERS).stream()).isEqualTo(7);
    }
    assertThat(bodies).containsExactlyInAnyOrder("a", "b", "d");
  }

  private static int setting(Frame settings, int id) {
    byte[] payload = settings.payload().toArray();
    for (int at = 0; at < payload.length; at += 6) {
      if (((payload[at] << 8) | payload[at + 1]) == id) {
        return (payload[at + 4] << 8) | (payload[at + 5] & 0xff);
      }
    }
    return -1;
  }

  @Test
  void boundsTheSizeOfTheHead() throws IOException {
    try (Frames frames = open()) {
      frames.write(
          Frames.HEADERS,
          Frames.END_HEADERS | Frames.END_STREAM,
          1,
          headers("x-a", "a".repeat(1_024)));
      assertThat(frames.next(Frames.HEADERS).stream()).isEqualTo(1);
      assertThat(bodies).hasSize(1);

      frames.write(
          Frames.HEADERS,
          Frames.END_HEADERS | Frames.END_STREAM,
          3,
          headers("x-a", "a".repeat(2_048)));
      assertThat(ended(frames)).isTrue();
    }
    assertThat(bodies).hasSize(1);
  }

  /** Content-Length is one of them. */
  @ParameterizedTest
  @CsvSource({"14, true", "15, true", "16, false"})
  void boundsTheCountOfHeaders(int more, boolean isTaken) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("content-length", "0");
    for (int count = 0; count < more; count++) {
      fields.put("x-" + count, "a");
    }
    try (Frames frames = open()) {
      frames.write(Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, 1, Frames.post(fields));

      frames.next(Frames.HEADERS);
    }
    assertThat(bodies).hasSize(isTaken ? 1 : 0);
  }

  /** What a proxy that writes HTTP/1.1 could take for more than one header or request. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfer-encoding | chunked",
        "connection | keep-alive",
        "keep-alive | 1",
        "proxy-connection | keep-alive",
        "upgrade | h2c",
        "te | gzip",
        "X-A | a",
        ":path | /y",
        ":client-certificate | YQ==",
        ":other | a",
        "content-length | 3",
        "host | other"
      })
  void refusesFieldsThatAreNotOfHttp2(String name, String value) throws IOException {
    try (Frames frames = open()) {
      frames.write(Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, 1, headers(name, value));

      assertThat(ended(frames)).isTrue();
    }
    assertThat(bodies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b"})
  void refusesControlCharacters(String value) throws IOException {
    try (Frames frames = open()) {
      frames.write(
          Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, 1, headers("x-a", value));

      assertThat(ended(frames)).isTrue();
    }
    assertThat(bodies).isEmpty();
  }

  /** Fewer, or more, than was announced; and the connection is not lost for others. */
  @ParameterizedTest
  @CsvSource({"2", "4"})
  void refusesABodyOfAnotherLength(int announced) throws IOException {
    for (int count = 0; count < 10; count++) {
      try (Frames frames = open()) {
        byte[] block = Frames.post(Map.of("content-length", Integer.toString(announced)));
        frames.write(Frames.HEADERS, Frames.END_HEADERS, 1, block);
        frames.write(Frames.DATA, Frames.END_STREAM, 1, new byte[3]);

        assertThat(ended(frames)).isTrue();
      }
    }
    assertThat(bodies).isEmpty();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(listener().connections()).isZero());
  }

  /** Whether the stream or the connection ends without a 202. */
  private static boolean ended(Frames frames) throws IOException {
    while (true) {
      Frame frame = frames.next();
      switch (frame.type()) {
        case Frames.RST_STREAM, Frames.GOAWAY -> {
          return true;
        }
        case Frames.HEADERS -> {
          return !status(frame).contains("202");
        }
        default -> {}
      }
    }
  }

  @Test
  void closesConnectionsThatDripTheirHead() throws Exception {
    int drips = 0;
    Frames frames = open();
    try (frames) {
      frames.write(Frames.HEADERS, 0, 1, Frames.post(Map.of()));
      for (; drips < 40; drips++) {
        frames.write(Frames.CONTINUATION, 0, 1);
        Thread.sleep(200);
      }
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
    assertThat(drips).isLessThan(40);
    assertThat(bodies).isEmpty();
  }

  /** Else strangers would use up the connections that there may be. */
  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a"})
  void givesBackConnectionsThatEndBadly(String value) throws IOException {
    for (int count = 0; count < 3; count++) {
      try (Frames frames = open()) {
        frames.write(
            Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, 1, headers(":path", value));
        assertThat(ended(frames)).isTrue();
      }
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(listener().connections()).isZero());
  }

  @Test
  void saysTooSlowWhenABodyStops() throws IOException {
    try (Frames frames = open()) {
      byte[] block = Frames.post(Map.of("content-length", "10"));
      frames.write(Frames.HEADERS, Frames.END_HEADERS, 1, block);
      frames.write(Frames.DATA, 0, 1, new byte[3]);

      assertThat(ended(frames)).isTrue();
    }
    assertThat(bodies).isEmpty();
  }
}
