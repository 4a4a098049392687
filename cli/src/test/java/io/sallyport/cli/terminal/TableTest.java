package io.sallyport.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsColumns() {
    Table table = Table.headed("NAME", "COUNT").row("a", "1").row("longer", "22");

    assertThat(table.lines()).containsExactly("NAME    COUNT", "a       1", "longer  22");
  }

  @Test
  void measuresWhatIsShown() {
    Table table = Table.of(2).row("\u001b", "x").row("plain", "y");

    assertThat(table.lines()).containsExactly("\\u001b  x", "plain   y");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> Table.of(2).row("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row has 2 cells");
  }
}
