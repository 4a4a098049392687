package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.credential.github.Permissions.Level;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  private static final Permissions SOME =
      new Permissions(Map.of("contents", Level.READ, "issues", Level.WRITE));

  @ParameterizedTest
  @CsvSource({
    "contents, READ, true",
    "contents, WRITE, false",
    "contents, ADMIN, false",
    "issues, READ, true",
    "issues, WRITE, true",
    "issues, ADMIN, false",
    "pages, READ, false",
    "metadata, READ, true",
    "metadata, WRITE, false"
  })
  void coversTheSameAndLess(String name, Level level, boolean covered) {
    assertThat(SOME.covers(name, level)).isEqualTo(covered);
  }

  @Test
  void readsOnlyWhereEachReads() {
    assertThat(SOME.readsOnly()).isFalse();
    assertThat(new Permissions(Map.of("pages", Level.ADMIN)).readsOnly()).isFalse();
    assertThat(new Permissions(Map.of("contents", Level.READ, "pages", Level.READ)).readsOnly())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10})
  void takesUpToTen(int count) {
    assertThat(permissions(count).levels()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11})
  void refusesNoneAndMoreThanTen(int count) {
    assertThatThrownBy(() -> permissions(count)).hasMessage("permissions has 1 to 10 of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Contents", "pull-requests", "_x", "1x", "a b", "x\"y"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> new Permissions(Map.of(name, Level.READ)))
        .hasMessageContaining("of a-z, 0-9 and _");
  }

  @Test
  void namesHaveFortyCharactersAtMost() {
    assertThat(new Permissions(Map.of("x".repeat(40), Level.READ)).readsOnly()).isTrue();
    assertThatThrownBy(() -> new Permissions(Map.of("x".repeat(41), Level.READ)))
        .hasMessageContaining("40 at most");
  }

  private static Permissions permissions(int count) {
    return new Permissions(
        IntStream.range(0, count)
            .mapToObj(number -> "p" + number)
            .collect(Collectors.toMap(Function.identity(), name -> Level.READ)));
  }
}
