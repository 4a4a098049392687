package io.sallyport.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "127.0.0.1/32, 127.0.0.1, true",
    "127.0.0.1/32, 127.0.0.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "::/0, ::ffff, true",
    "::/0, 1.2.3.4, false",
  })
  void contains(String range, String address, boolean expected) {
    Cidr cidr = Cidr.parse(range).orElseThrow();

    assertThat(cidr.contains(InetAddress.ofLiteral(address).getAddress())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8 ",
        "10.0.0.0/0008",
        "10.0.0.1/8",
        "10/8",
        "010.0.0.0/8",
        "::/129",
        "::1/0",
        "example.com/8",
        "10.0.0.0/8/8",
      })
  void refuses(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @Test
  void agreesWithArithmetic() {
    Seeded.forAll(500, CidrTest::compare);
  }

  private static void compare(Random random) throws UnknownHostException {
    byte[] network = new byte[random.nextBoolean() ? 4 : 16];
    int bits = network.length * 8;
    int prefix = random.nextInt(bits + 1);
    random.nextBytes(network);
    BigInteger first = new BigInteger(1, network).shiftRight(bits - prefix);
    byte[] masked = bytes(first.shiftLeft(bits - prefix), network.length);
    byte[] address = masked.clone();
    int flipped = random.nextInt(bits);
    address[flipped / 8] ^= (byte) (1 << (7 - flipped % 8));
    BigInteger other = new BigInteger(1, address).shiftRight(bits - prefix);

    Cidr cidr = new Cidr(InetAddress.getByAddress(masked), prefix);

    // A mapped IPv4 address comes back as an IPv4 one, which is of the other family.
    boolean sameFamily = cidr.network().getAddress().length == address.length;
    assertThat(cidr.contains(address)).isEqualTo(sameFamily && first.equals(other));
  }

  private static byte[] bytes(BigInteger number, int size) {
    byte[] all = new byte[size];
    byte[] given = number.toByteArray();
    for (int i = 0; i < Math.min(size, given.length); i++) {
      all[size - 1 - i] = given[given.length - 1 - i];
    }
    return all;
  }
}
