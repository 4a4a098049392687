package io.sallyport.executor.credential.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a value can become in a command that the target's shell reads. */
@Tag("ASI02")
class WordTemplateTest {
  @Test
  void fillsOneFieldOfEachWord() {
    WordTemplate command =
        WordTemplate.command("/usr/bin/restart --unit={service}.service {host} -- /srv/{service}");

    assertThat(command.fields()).containsExactly("service", "host", "service");
    assertThat(command.fill(values("web", "h-1")))
        .contains("/usr/bin/restart --unit=web.service h-1 -- /srv/web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "a", "0", "web-1.example_2", "A--", "a..b"})
  void takesValuesThatNoShellReads(String value) {
    assertThat(WordTemplate.command("/x {service}").fill(values(value, "h")))
        .contains("/x " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a\tb", "a\nb", "a\rb", "a\0b", "-a", "--", ".", "..", "../x", "/etc",
            "a/b",
        "a;b", "a&b", "a|b", "$a", "$(a)", "`a`", "a>b", "a<b", "a*", "a?", "[a]", "{a}", "~", "a~",
        "'a", "\"a", "a\\", "a#", "#a", "!a", "a^b", "a%b", "a=b", "=a", "a,b", "a:b", "a@b", "a+b",
        "(a)", "\u00e4", "a\u2028b", "\u202ea", "a\u0000", "_a"
      })
  void takesNoValueThatCouldMeanMore(String value) {
    assertThat(WordTemplate.command("/x {service}").fill(values(value, "h"))).isEmpty();
    assertThat(WordTemplate.principal("p-{service}").fill(values(value, "h"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false"})
  void takesValuesUpToTheirLimit(int length, boolean taken) {
    Optional<String> filled =
        WordTemplate.command("/x {service}").fill(values("v".repeat(length), "h"));

    assertThat(filled.isPresent()).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({"480, true", "481, false"})
  void isNoLongerThanItsLimit(int length, boolean taken) {
    String text = "/" + "x".repeat(length - 1);
    assertThat(isCommand(text)).isEqualTo(taken);

    String filled = "/" + "x".repeat(length - 1 - 1 - 50) + " {service}";
    assertThat(WordTemplate.command(filled).fill(values("v".repeat(50), "h")).isPresent())
        .isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restart",
        "./restart",
        "/usr/../restart",
        "/usr/.hidden",
        "/usr//bin",
        "/usr/bin/",
        "/",
        "/bin/{service}",
        "{service}",
        "",
        " /x",
        "/x ",
        "/x  a",
        "/x\ta",
        "/x\na",
        "/x;y",
        "/x a&b",
        "/x $HOME",
        "/x ${service}",
        "/x `a`",
        "/x 'a'",
        "/x \"{service}\"",
        "/x a>b",
        "/x a*",
        "/x ~a",
        "/x #a",
        "/x =a",
        "/x {service}{host}",
        "/x {service",
        "/x service}",
        "/x {}",
        "/x -u{service}",
        "/x --unit{service}",
        "/x \u00e4",
        "/x !a",
        "/x a\\b",
        "/x {0}"
      })
  void isNoCommandWithWhatShellsRead(String text) {
    assertThat(isCommand(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "deploy-{service}", "{service}@web.example_1"})
  void takesPrincipalsOfOneWord(String text) {
    assertThat(WordTemplate.principal(text).fill(values("s", "h"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,b", "a/b", "a:b", "a=b", "a*", "{a}{b}", "a+b", "a\nb"})
  void takesNoOtherPrincipals(String text) {
    assertThatThrownBy(() -> WordTemplate.principal(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isEmptyWithoutItsField() {
    assertThat(WordTemplate.command("/x {other}").fill(values("a", "h"))).isEmpty();
  }

  private static boolean isCommand(String text) {
    try {
      WordTemplate.command(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static GenericRecord values(String service, String host) {
    var schema =
        SchemaBuilder.record("Restart")
            .fields()
            .requiredString("service")
            .requiredString("host")
            .endRecord();
    return new GenericRecordBuilder(schema).set("service", service).set("host", host).build();
  }
}
