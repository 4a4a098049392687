package io.sallyport.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private static final AddressRule NOTHING_ALLOWED = new AddressRule(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:0:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
      })
  void refusesSpecialAddress(String address) {
    assertThat(NOTHING_ALLOWED.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2003::1",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
      })
  void permitsOrdinaryAddress(String address) {
    assertThat(NOTHING_ALLOWED.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void permitsListedRangeAndNoMore() {
    AddressRule rule = new AddressRule(List.of(Cidr.parse("127.0.0.1/32").orElseThrow()));

    assertThat(rule.permits(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(rule.permits(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
    assertThat(rule.permits(InetAddress.ofLiteral("::1"))).isFalse();
  }

  @Test
  void permitsNoneWhenOneOfSeveralIsSpecial() {
    List<InetAddress> both =
        List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1"));

    assertThat(NOTHING_ALLOWED.permitsAll(both)).isFalse();
    assertThat(NOTHING_ALLOWED.permitsAll(List.of())).isFalse();
    assertThat(NOTHING_ALLOWED.permitsAll(both.subList(0, 1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0/8", "010.0.0.0/8",
        "10.0.0.0/+8", "10.0.0.0/-1", "fc00::/129", "fc00::1/7", "ci.example.com/8", "/8",
        "10.0.0.0/8888",
      })
  void refusesOtherFormsOfRanges(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "127.0.0.1/32", "0.0.0.0/0", "fc00:0:0:0:0:0:0:0/7"})
  void rangeComesBackAsItsText(String text) {
    assertThat(Cidr.parse(text).orElseThrow()).hasToString(text);
  }

  @Test
  void leavesNamesThatAreNoTargetAlone() {
    assertThat(GuardedHosts.ruleOf("kafka.example.com")).isEqualTo(GuardedResolver.FREE);
    assertThat(GuardedResolver.FREE.permits(InetAddress.getLoopbackAddress())).isTrue();
  }
}
