package io.sallyport.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests reach the gateway byte for byte, and its answers the sender. */
class HttpListenerTest extends RawHttp {

  @Test
  void answersWithTheDelivery() throws IOException {
    String response = exchange(post("abc"));

    assertThat(response)
        .startsWith("HTTP/1.1 202 Accepted\r\n")
        .contains("Content-Type: application/json\r\n")
        .endsWith("{\"delivery\":\"" + ID + "\"}")
        .doesNotContain("Jetty", "Server:");
    assertThat(bodies).containsExactly("abc");
  }

  @Test
  void handsOverTheRawBytes() throws IOException {
    String binary = "\u00c0\u00af\u0000\u00ff\r\n";

    String response = exchange(post(binary));

    assertThat(response).startsWith("HTTP/1.1 202");
    assertThat(bodies).containsExactly(binary);
  }

  @Test
  void readsNoBodyWhoseSizeIsNotAnnounced() throws IOException {
    String response =
        exchange(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 400").contains("body-broken");
    assertThat(bodies).isEmpty();
  }

  @Test
  void writesProblemDocuments() throws IOException {
    String response = exchange(post("later"));

    assertThat(response)
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("Retry-After: 2\r\n", "Content-Type: application/problem+json\r\n")
        .endsWith(
            "{\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"The delivery could not"
                + " be stored; send it again.\",\"code\":\"unavailable\"}");
  }

  @Test
  void givesNoReasonForUnauthenticated() throws IOException {
    String response = exchange(post("who"));

    assertThat(response)
        .startsWith("HTTP/1.1 401 Unauthorized\r\n")
        .contains("WWW-Authenticate: Signature\r\n")
        .endsWith(
            "{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"Unauthorized.\","
                + "\"code\":\"unauthenticated\"}");
  }

  @Test
  void keepsConnectionsForFurtherRequests() throws IOException {
    String response =
        exchange(HEAD + "Content-Length: 1\r\n\r\na" + HEAD + "Content-Length: 1\r\n\r\nb");

    assertThat(bodies).containsExactly("a", "b");
    assertThat(response.split("HTTP/1.1 202", -1)).hasSize(3);
  }

  @Test
  void saysWhichAddressIsTaken() {
    HttpAddress taken = new HttpAddress("127.0.0.1", listener.port(), Optional.empty());

    assertThatThrownBy(() -> HttpListener.start(taken, LIMITS, new Metrics(), this::answer))
        .isInstanceOf(StartException.class)
        .hasMessage("listen: cannot listen on 127.0.0.1:" + listener.port());
  }
}
