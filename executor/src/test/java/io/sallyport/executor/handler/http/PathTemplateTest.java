package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ASI02")
class PathTemplateTest {
  private static final PathTemplate TEMPLATE = PathTemplate.parse("/e/{value}/deployments");

  @ParameterizedTest
  @CsvSource({
    "production, production",
    "a b, a%20b",
    "100%, 100%25",
    "acme/shop, acme%2Fshop",
    "a?b#c, a%3Fb%23c",
    "a;b=c&d, a%3Bb%3Dc%26d",
    "..., ...",
    "...;x, ...%3Bx",
    "a;.., a%3B..",
    ".a, .a",
    "é, %C3%A9",
    "%2e%2e, %252e%252e",
    "-._~, -._~",
  })
  void encodesAllButUnreserved(String value, String encoded) {
    assertThat(TEMPLATE.expand(name -> value)).contains("/e/" + encoded + "/deployments");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "x/..",
        "a/./b",
        "a//b",
        ";x",
        "a/;x",
        "/a",
        "a/",
        "..\\x",
        "a\\",
        "a\nb",
        "a\0b",
        "a\\b",
        "\\",
        "..;x",
        ".;",
        "a/..;x=1/b",
        "..;"
      })
  void refusesValueThatChangesTheStructure(String value) {
    assertThat(TEMPLATE.expand(name -> value)).isEmpty();
  }

  @Test
  void refusesDotsPutTogether() {
    assertThat(PathTemplate.parse("/e/.{value}/x").expand(name -> ".")).isEmpty();
    assertThat(PathTemplate.parse("/e/{a}{b}").expand(name -> ".")).isEmpty();
    assertThat(PathTemplate.parse("/e/..{value}/x").expand(name -> ";x")).isEmpty();
  }

  @Test
  void namesItsFields() {
    assertThat(PathTemplate.parse("/{a}/x-{b}").fields()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/a?b",
        "/a#b",
        "/a b",
        "/{",
        "/{a",
        "/a}",
        "/{a.b}",
        "/{+a}",
        "/{?a}",
        "/{}",
        "/a%20b",
        "/a/../b",
        "/./b",
        "/{a,b}",
        "http://x/"
      })
  void refusesOtherTemplates(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathTemplate.parse(text));
  }
}
