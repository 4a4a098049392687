package io.sallyport.evidence.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {

  private static MessageForm read(String message) {
    String text = "apiVersion: v\nkind: K\nmetadata: {name: n}\nspec: {message: {%s}}\n";
    ConfigDocument document =
        ConfigFile.parse("f.yaml", text.replace(": v\n", ": sallyport/v1\n").formatted(message))
            .getFirst();
    return document.finish(() -> MessageReader.message(document.spec().child("message")));
  }

  @Test
  void readsWhatIsCovered() {
    MessageForm form =
        read(
            "components: ['@authority', content-digest, content-type, content-length, x-id],"
                + " target: 'https://a.example:8443/v1/x?y=%20', id: x-id, tag: t");

    assertThat(form.headers())
        .containsExactly("content-digest", "x-id", "signature-input", "signature");
    assertThat(form.covered())
        .containsExactly("content-digest", "content-type", "content-length", "x-id");
    assertThat(form.signsId() && form.signsTime()).isTrue();
  }

  /** RFC 9421, section 2.2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@method | POST | POST",
        "@target-uri | https://a.example:8443/v1/x?y=%20 | https://a.example/",
        "@authority | a.example:8443 | a.example",
        "@scheme | https | https",
        "@path | /v1/x | /",
        "@query | ?y=%20 | ?",
        "@request-target | /v1/x?y=%20 | /"
      })
  void derivesComponentsFromTheTarget(String component, String whole, String bare) {
    assertThat(MessageForm.derived(component, URI.create("https://a.example:8443/v1/x?y=%20")))
        .isEqualTo(whole);
    assertThat(MessageForm.derived(component, URI.create("https://a.example/"))).isEqualTo(bare);
  }

  @Test
  void takesHeadersFromTheDelivery() {
    assertThat(read("components: [content-digest], tag: t").value("x", Map.of("x", "y")))
        .isEqualTo("y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "components: [] | must contain content-digest",
        "components: [date] | must contain content-digest",
        "components: [content-digest, content-digest] | names a component twice",
        "components: [content-digest, '@query-param'] | knows of the request only @authority, @me",
        "components: [content-digest, '@status'] | knows of the request only",
        "components: [content-digest, Date] | names are 1 to 64",
        "components: [content-digest, host] | cannot be covered here; cover @authority",
        "components: [content-digest, signature] | cannot be covered here",
        "components: [content-digest, authorization] | cannot be covered here",
        "components: [content-digest, '@path'] | target: say which address",
        "components: [content-digest, '@path'] | must contain @target-uri, or @authority and",
        "components: [content-digest, '@method', '@authority'] | must contain @target-uri, or",
        "components: [content-digest], target: /v1/x | target: must be an address",
        "components: [content-digest], target: 'https://A.example/' | target: must be an address",
        "components: [content-digest], target: 'https://a.example' | target: must be an address",
        "components: [content-digest], target: 'https://u@a.example/' | target: must be an",
        "components: [content-digest], target: 'https://a.example/#f' | target: must be an",
        "components: [content-digest], target: 'ftp://a.example/' | target: must be an address",
        "components: [content-digest], target: 'https://a.example/ b' | target: must be an",
        "components: [content-digest], id: x-id | id: must be a header in components",
        "components: [content-digest], id: content-digest | id: must be a header in components",
        "components: [content-digest, '@method'], id: '@method' | id: must be a header",
        "components: [content-digest], tag: 'a b' | tag: must be 1 to 64 visible",
        "components: [content-digest], tag: 'a\"b' | tag: must be 1 to 64 visible",
        "components: [content-digest], label: x | label: unknown key"
      })
  void refusesWhatCannotBeVerifiedAgain(String message, String problem) {
    assertThatThrownBy(() -> read(message))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void boundsTheComponents() {
    assertThat(read(covering(16)).components()).hasSize(16);
    assertThatThrownBy(() -> read(covering(17))).hasMessageContaining("at most 16");
  }

  private static String covering(int count) {
    return IntStream.range(1, count)
        .mapToObj(n -> "x-" + n)
        .collect(Collectors.joining(", ", "components: [content-digest, ", "], tag: t"));
  }
}
