package io.sallyport.action.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each format admits and, more to the point, what it does not. */
class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "email, release.manager+ci@example.com",
    "git-sha, 0123456789abcdef0123456789abcdef01234567",
    "git-sha, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "hostname, localhost",
    "hostname, a-1.Example.com",
    "iso-country, CH",
    "semver, 1.0.0-rc.1+build.7",
    "uri-path, /",
    "uri-path, /v1/things/a_b~c.d-e",
    "uuid, 01890a5d-ac96-774b-bcce-b302099a8057"
  })
  void admits(String format, String value) {
    assertThat(of(format).admits(value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "email, a@localhost",
    "email, a@b@example.com",
    "email, '\"a b\"@example.com'",
    "email, a@example.com\u0430",
    "git-sha, 0123456789ABCDEF0123456789abcdef01234567",
    "git-sha, 0123456789abcdef0123456789abcdef0123456",
    "hostname, 127.0.0.1",
    "hostname, 0x7f000001",
    "hostname, example.0x1",
    "hostname, -a.example",
    "hostname, a..example",
    "hostname, example.com.",
    "hostname, a_b.example",
    "iso-country, UK",
    "iso-country, ch",
    "semver, 01.0.0",
    "semver, v1.0.0",
    "semver, 1.0.0-01",
    "uri-path, a",
    "uri-path, //host/a",
    "uri-path, /a/../b",
    "uri-path, /a/.hidden",
    "uri-path, /a%2fb",
    "uri-path, /a?b=c",
    "uri-path, /a/",
    "uuid, 01890A5D-ac96-774b-bcce-b302099a8057",
    "uuid, {01890a5d-ac96-774b-bcce-b302099a8057}"
  })
  void refuses(String format, String value) {
    assertThat(of(format).admits(value)).isFalse();
  }

  @Test
  void refusesLineEndBehindTheValue() {
    assertThat(Format.HOSTNAME.admits("localhost\n")).isFalse();
    assertThat(Format.URI_PATH.admits("/a\n")).isFalse();
  }

  @Test
  void refusesHostNameAboveItsLength() {
    String label = "a".repeat(49) + ".";

    assertThat(Format.HOSTNAME.admits(label.repeat(5) + "abc")).isTrue();
    assertThat(Format.HOSTNAME.admits(label.repeat(5) + "abcd")).isFalse();
  }

  @Test
  void knowsTheCountriesOfThePlatform() {
    assertThat(Arrays.stream(Locale.getISOCountries())).allMatch(Format.ISO_COUNTRY::admits);
  }

  @Test
  void readsTheNamesItWrites() {
    assertThat(Format.values())
        .allSatisfy(format -> assertThat(Format.parse(format.text())).contains(format));
    assertThat(Format.parse("GIT_SHA")).isEmpty();
  }

  private static Format of(String name) {
    return Format.parse(name).orElseThrow();
  }
}
