package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "depth,      256",
    "digits,     4096",
    "exponent,   4096",
    "values,     10000000",
    "nameLength, 1048576"
  })
  void refusesWhatLetsNothingOrTooMuchPass(String name, int max) {
    String message = "limits." + name + ": 1 to " + max;

    assertThatIllegalArgumentException().isThrownBy(() -> only(name, 0)).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> only(name, max + 1)).withMessage(message);
    assertThat(only(name, 1)).isEqualTo(new ParseLimits(1, 1, 1, 1, 1));
    assertThat(only(name, max)).isNotEqualTo(only(name, 1));
  }

  @Test
  void changesWhatASourceSaysItselfOnly() {
    assertThat(new ParseLimits(1, 2, 3, 4, 5).with(8, 9)).isEqualTo(new ParseLimits(8, 9, 3, 4, 5));
  }

  /** One limit of that value, among others of one. */
  private static ParseLimits only(String name, int value) {
    return new ParseLimits(
        name.equals("depth") ? value : 1,
        name.equals("digits") ? value : 1,
        name.equals("exponent") ? value : 1,
        name.equals("values") ? value : 1,
        name.equals("nameLength") ? value : 1);
  }
}
