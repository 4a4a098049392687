package io.sallyport.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ambiguous never reaches the gateway, and what follows it neither. */
class HttpStrictnessTest extends RawHttp {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "Content-Length: 3, 3\r\n\r\nabc",
        "Content-Length: +3\r\n\r\nabc",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 0x3\r\n\r\nabc",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Length : 3\r\n\r\nabc",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "X-A: 1\r\n folded\r\nContent-Length: 0\r\n\r\n",
        "X-A: a\rb\r\nContent-Length: 0\r\n\r\n",
        "X-A: a\u0000b\r\nContent-Length: 0\r\n\r\n",
        "X\u0001A: a\r\nContent-Length: 0\r\n\r\n",
        "X A: a\r\nContent-Length: 0\r\n\r\n",
        ": a\r\nContent-Length: 0\r\n\r\n",
        "Host: other\r\nContent-Length: 0\r\n\r\n"
      })
  void refusesAmbiguousHeads(String rest) throws IOException {
    String response = exchange(HEAD + rest + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");

    assertThat(response)
        .containsAnyOf("HTTP/1.1 400", "HTTP/1.1 501")
        .doesNotContain("HTTP/1.1 202");
    assertThat(bodies).isEmpty();
    assertThat(response.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n\u0000",
        "-3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcX0\r\n\r\n",
        "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        "g\r\n"
      })
  void refusesBrokenChunks(String chunks) throws IOException {
    String response = afterChunks(chunks);

    assertThat(response).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 202");
    assertThat(bodies).isEmpty();
  }

  /** What comes after an unread body is another request where it is clear where that ended. */
  @Test
  void goesOnAfterWholeChunks() throws IOException {
    assertThat(afterChunks("3\r\nabc\r\n0\r\n\r\n")).contains("HTTP/1.1 202");
    assertThat(bodies).containsExactly("next");
  }

  private String afterChunks(String chunks) throws IOException {
    return exchange(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunks + post("next"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /x HTTP/1.1\r\n\r\n",
        "POST /x HTTP/0.9\r\nHost: h\r\n\r\n",
        "POST /%2e%2e/x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
        "POST /a%2fb HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n"
      })
  void refusesBrokenRequestLines(String request) throws IOException {
    assertThat(exchange(request)).matches(r -> r.contains(" 400 ") || r.contains(" 505 "));
    assertThat(bodies).isEmpty();
  }

  /** Neither by prior knowledge (RFC 9113, 3.3) nor by an upgrade (RFC 7540, 3.2). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        HEAD
            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 0\r\n\r\n"
      })
  void speaksNoHttp2InTheClear(String request) throws IOException {
    assertThat(exchange(request)).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 1");
  }

  @Test
  void saysNothingAboutTheRequestInItsErrors() throws IOException {
    String response = exchange("POST /x HTTP/1.1\r\nHost: h\r\nX secret: hunter2\r\n\r\n");

    assertThat(response)
        .contains("application/problem+json", "\"code\":\"http-400\"")
        .doesNotContain("hunter2", "secret", "Exception", "jetty");
  }
}
