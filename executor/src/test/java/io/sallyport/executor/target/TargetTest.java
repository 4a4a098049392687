package io.sallyport.executor.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ci.example.com:443",
        "https://1.1.1.1:8443",
        "https://[2606:4700::1111]:443",
        "http://127.0.0.1:80",
      })
  void acceptsExactOrigin(String origin) {
    assertThat(Target.parse(origin, LOOPBACK).origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ci.example.com",
        "https://ci.example.com:0",
        "https://ci.example.com:65536",
        "https://ci.example.com:443/",
        "https://ci.example.com:443?x",
        "https://user@ci.example.com:443",
        "https://ci.example.com:80@evil.example:443",
        "https://CI.example.com:443",
        "https://ci_x.example.com:443",
        "https://-ci.example.com:443",
        "https://ci..example.com:443",
        "https://ci.example.com.:443",
        "https://2130706433:443",
        "https://127.1:443",
        "https://0177.0.0.1:443",
        "https://0x7f.1:443",
        "https://ci.123:443",
        "https://[::1:443",
        "ftp://ci.example.com:443",
        "//ci.example.com:443",
      })
  void refusesAnyOtherForm(String origin) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(origin, LOOPBACK));
  }

  @Test
  void refusesSpecialLiteral() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.parse("https://10.0.0.1:443", LOOPBACK))
        .withMessageContaining("allowAddresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://ci.example.com:80", "http://1.1.1.1:80", "http://localhost:80"})
  void refusesToSendCredentialInTheClear(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.parse(origin, LOOPBACK))
        .withMessageContaining("use https");
  }
}
