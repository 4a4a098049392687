package io.sallyport.action.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.pattern.BoundedPattern.Compilation;
import io.sallyport.action.pattern.BoundedPattern.Compiled;
import io.sallyport.action.pattern.BoundedPattern.Fault;
import io.sallyport.action.pattern.BoundedPattern.Refused;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns cost little to compile, or are refused. */
class BoundedPatternTest {
  @Test
  void compilesAtTheLengthLimitAndNotAbove() {
    assertThat(BoundedPattern.compile("a".repeat(512))).isInstanceOf(Compiled.class);
    assertThat(faultOf("a".repeat(513))).isEqualTo(Fault.TOO_LONG);
  }

  @Test
  void compilesAtTheRepetitionLimitAndNotAbove() {
    assertThat(BoundedPattern.compile("(?:a{10}){100}")).isInstanceOf(Compiled.class);
    assertThat(faultOf("(?:a{11}){91}")).isEqualTo(Fault.REPETITION);
  }

  @Test
  void compilesAtTheProgramLimitAndNotAbove() {
    assertThat(BoundedPattern.compile("(?:abcd){1000}")).isInstanceOf(Compiled.class);
    assertThat(faultOf("(?:abcdefgh){1000}")).isEqualTo(Fault.PROGRAM);
  }

  @Test
  void refusesWhatRe2Refuses() {
    assertThat(faultOf("(a")).isEqualTo(Fault.INVALID);
    assertThat(faultOf("(a)\\1")).isEqualTo(Fault.INVALID);
    assertThat(faultOf("(?=a)")).isEqualTo(Fault.INVALID);
  }

  @Test
  void refusesWhenTheStackIsTooSmallForTheGroups() throws Exception {
    String deep = "(".repeat(255) + ")".repeat(255);
    assertThat(BoundedPattern.compile(deep)).isInstanceOf(Compiled.class);
    assertThat(faultOf("(")).isEqualTo(Fault.INVALID);
    FutureTask<Compilation> compilation = new FutureTask<>(() -> exhausted(deep, 0));
    Thread.ofPlatform().start(compilation);

    assertThat(compilation.get())
        .isEqualTo(new Refused(Fault.INVALID, "groups are nested too deep"));
  }

  /** Compiles with as little stack left as it takes to fail: deeper and deeper until it does. */
  @SuppressWarnings("InfiniteRecursion")
  private static Compilation exhausted(String pattern, int depth) {
    try {
      Compilation deeper = exhausted(pattern, depth + 1);
      return deeper instanceof Compiled ? BoundedPattern.compile(pattern) : deeper;
    } catch (StackOverflowError e) {
      return new Compiled(com.google.re2j.Pattern.compile(""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc 1",
        "a{3} 3",
        "a{2,7}b{5} 7",
        "a{7,} 7",
        "a{10}{10} 100",
        "(a{10}){10} 100",
        "((a{10}){10}){10} 1000",
        "(a{10}b{20}){10} 200",
        "((a{10})*){10} 100",
        "(a{10}|b){10} 100",
        "([{}]{3}){3} 9",
        "([]{3}]{3}){3} 9",
        "([^]{9}]{3}){3} 9",
        "([[:alpha:]{9}]{3}){3} 9",
        "([\\]{9}]{3}){3} 9",
        "(\\({3}){3} 9",
        "(\\Q({9}\\E{3}){3} 9",
        "(a{,5}){3} 15",
        "(a{x}){3} 3",
        "(a{3 1",
        "[a 1",
        "\\ 1",
        "a) 1",
        "a{50}(b{2}) 50",
        "a{1000} 1000",
        "a{10000} 1",
        "([ab{5}]{3}){3} 9",
        "[a[]{5} 5",
        "[ab]{2}[c:]{5} 5",
        "\\Q[a\\E{5}]{3} 5"
      })
  void countsRepetition(String pattern, long repetition) {
    assertThat(Repetition.of(pattern)).isEqualTo(repetition);
  }

  private static Fault faultOf(String pattern) {
    return switch (BoundedPattern.compile(pattern)) {
      case Compiled compiled -> throw new AssertionError(compiled);
      case Refused(Fault fault, String _) -> fault;
    };
  }
}
