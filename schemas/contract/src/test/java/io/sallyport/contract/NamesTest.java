package io.sallyport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of topics, environments and codes. */
class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "dot.ted", "a b", "../x", "a\n"})
  void refusesNamesThatCouldReachAnotherTopic(String name) {
    Topics topics = new Topics("sallyport");

    assertThatThrownBy(() -> topics.trusted(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void acceptsNamesUpTo40Characters() {
    assertThat(new Topics("a".repeat(40)).untrusted()).hasSize(50);
    assertThatThrownBy(() -> new Topics("a".repeat(41)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bindsEnvironmentToCluster() {
    Environment environment = new Environment("prod-k4x");

    assertThat(environment.isOfCluster("k4x")).isTrue();
    assertThat(environment.isOfCluster("4x")).isFalse();
    assertThat(environment.cell("payments")).isEqualTo("prod-k4x/payments");
  }

  @ParameterizedTest
  @CsvSource({
    "orders, true, true",
    "_orders.v1-a, true, true",
    "sallyport.x, true, false",
    "sallyport-x, true, false",
    "sallyportx, true, true",
    "__transaction_state, false, false",
    "., false, false",
    "a b, false, false",
    "'', false, false",
  })
  void knowsWhichTopicsCanBelongToOthers(String topic, boolean target, boolean foreign) {
    assertThat(Topics.isTarget(topic)).isEqualTo(target);
    assertThat(new Topics("sallyport").isForeign(topic)).isEqualTo(foreign);
  }

  @ParameterizedTest
  @ValueSource(ints = {249, 250})
  void boundsTheNameOfATargetsTopic(int length) {
    assertThat(Topics.isTarget("t".repeat(length))).isEqualTo(length <= 249);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void readsEachCodeAsItIsWritten(Code code) {
    assertThat(Code.parse(code.text())).contains(code);
    assertThat(code.text()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(code.meaning()).endsWith(".");
  }

  @Test
  void knowsNoOtherCode() {
    assertThat(Code.parse("no-such-code")).isEmpty();
  }

  @Test
  void givesEachCodeItsOwnMeaning() {
    var meanings = Arrays.stream(Code.values()).map(Code::meaning).toList();

    assertThat(new HashSet<>(meanings)).hasSameSizeAs(meanings);
  }
}
