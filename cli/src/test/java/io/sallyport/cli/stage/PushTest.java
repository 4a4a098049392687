package io.sallyport.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest {

  @ParameterizedTest
  @ValueSource(strings = {"push.json", "push-injected-commit.json", "push-other-repository.json"})
  void isOneStrictJsonObject(String sample) {
    assertThat(StrictJson.read(Push.of(sample, new Random(1)).bytes())).isPresent();
  }

  @Test
  void isAboutACommitOfItsOwn() {
    Push push = Push.of("push.json", new Random(1));

    ObjectNode json = StrictJson.read(push.bytes()).orElseThrow();

    assertThat(json.path("after").textValue()).isEqualTo(push.commit()).hasSize(40);
    assertThat(push.commit()).isNotEqualTo(Push.of("push.json", new Random(2)).commit());
  }

  @Test
  void isTamperedWithInOneByte() {
    Push push = Push.of("push.json", new Random(1));

    byte[] tampered = push.tampered();

    byte[] bytes = push.bytes();
    int changed = 0;
    for (int i = 0; i < bytes.length; i++) {
      changed += bytes[i] == tampered[i] ? 0 : 1;
    }
    assertThat(changed).isEqualTo(1);
    assertThat(tampered).hasSameSizeAs(bytes);
  }

  @Test
  void keepsTheInjectedTextOutOfTheCommit() {
    Push push = Push.of("push-injected-commit.json", new Random(1));

    ObjectNode json = StrictJson.read(push.bytes()).orElseThrow();

    assertThat(json.path("after").textValue()).contains("|").hasSizeLessThan(40);
  }
}
