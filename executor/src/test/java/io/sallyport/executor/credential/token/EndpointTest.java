package io.sallyport.executor.credential.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com/token, https://id.example.com:443",
    "https://id.example.com:8443/realms/a/token, https://id.example.com:8443",
    "http://127.0.0.1/token, http://127.0.0.1:80",
    "http://127.0.0.1:8080/token, http://127.0.0.1:8080"
  })
  void readsOriginAndPath(String text, String origin) {
    Endpoint endpoint = Endpoint.parse(text, LOOPBACK);

    assertThat(endpoint.target().origin()).isEqualTo(origin);
    assertThat(endpoint.uri()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://id.example.com",
        "https://ID.example.com/token",
        "https://user@id.example.com/token",
        "https://id.example.com/token?p=1",
        "https://id.example.com/token#f",
        "https://id.example.com/t%6fken",
        "https://id.example.com:0/token",
        "https://id.example.com:65536/token",
        "http://id.example.com/token",
        "http://10.0.0.1/token",
        "https://10.0.0.1/token",
        "ftp://id.example.com/token",
        "https://id.example.com/token "
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text, LOOPBACK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"999,true", "1000,true", "1001,false"})
  void readsUrlsUpToTheirLimit(int length, boolean read) {
    String start = "https://id.example.com/";
    String text = start + "x".repeat(length - start.length());

    if (read) {
      assertThat(Endpoint.parse(text, LOOPBACK).uri()).hasToString(text);
    } else {
      assertThatThrownBy(() -> Endpoint.parse(text, LOOPBACK)).hasMessageContaining("endpoint");
    }
  }

  @Test
  void specialAddressNeedsToBeAllowed() {
    AddressRule none = new AddressRule(List.of());

    assertThatThrownBy(() -> Endpoint.parse("http://127.0.0.1/token", none))
        .hasMessageContaining("allowAddresses");
  }
}
