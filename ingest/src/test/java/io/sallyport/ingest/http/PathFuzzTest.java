package io.sallyport.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.testkit.Seeded;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request's target is, the gateway is asked for it as it was written, or not at all: no
 * spelling of a path becomes another path.
 */
class PathFuzzTest extends RawHttp {
  private static final String PATH = "/v1/sources/github";
  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          ".",
          "..",
          "/../",
          "/./",
          "%2e",
          "%2f",
          "%2F",
          "%00",
          "%",
          "%5c",
          "\\",
          ";",
          ";a=b",
          "?",
          "?a",
          "#",
          "*",
          "v1",
          "V1",
          "sources",
          "github",
          "x",
          "\u00e4",
          "%c0%af",
          "http://h",
          "@",
          ":",
          "\t",
          "\u0001");

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  Answer answer(Call call) {
    asked.add(call.path());
    return Answer.refused(Refusal.UNKNOWN_SOURCE);
  }

  @FuzzTest(maxDuration = "60s")
  void asksForAnyTargetAsItWasWritten(FuzzedDataProvider data) throws IOException {
    String target = data.consumeRemainingAsAsciiString();

    try (var _ = BugDetectors.allowNetworkConnections((host, _) -> host.equals("localhost"))) {
      assertAsked("/" + target.replaceAll("[\\r\\n ]", ""));
    }
  }

  @Test
  void asksForWhatWasWrittenOnly() {
    Seeded.forAll(
        300,
        random -> {
          String target = random.nextBoolean() ? mangled(random) : random(random);
          assertAsked(target);
        });
  }

  @Test
  void asksForThePathWithoutItsQuery() throws IOException {
    assertAsked(PATH);
    assertAsked(PATH + "?a=b");
    assertThat(asked).contains(PATH);
  }

  private void assertAsked(String target) throws IOException {
    asked.clear();
    String response =
        exchange(
            "POST %s HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(target));

    assertThat(asked).hasSizeLessThanOrEqualTo(1).allMatch(path -> isOf(path, target));
    assertThat(response).startsWith(asked.isEmpty() ? "HTTP/1.1 4" : "HTTP/1.1 404");
  }

  /**
   * In the absolute form (RFC 9112, section 3.2.2) the path begins behind the authority. Bytes that
   * are not UTF-8 are read as U+FFFD, which no name has.
   */
  private static boolean isOf(String path, String target) {
    String written = new String(target.getBytes(ISO_8859_1), UTF_8).split("[?#]", 2)[0];
    return written.equals(path) || written.matches("https?://[^/]*" + Pattern.quote(path));
  }

  private static String mangled(Random random) {
    int place = random.nextInt(PATH.length() + 1);
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return PATH.substring(0, place) + piece + PATH.substring(place);
  }

  private static String random(Random random) {
    StringBuilder target = new StringBuilder("/");
    for (int count = random.nextInt(8); count > 0; count--) {
      target.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return target.toString();
  }
}
