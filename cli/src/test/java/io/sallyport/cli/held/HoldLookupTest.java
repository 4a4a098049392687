package io.sallyport.cli.held;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.held.Held;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldLookupTest {
  private static final Held HELD = Holdings.held(Persons.type(200), "a new basket");
  private static final String ID = HELD.id().text();

  @Test
  void refusesAnActionThatTwoCellsHold() {
    assertThatThrownBy(() -> HoldLookup.requireOne(List.of(open(), open()), ID))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("more than one cell holds an action " + ID);
  }

  @Test
  void takesAnActionThatOneCellHoldsOrNone() {
    assertThatCode(() -> HoldLookup.requireOne(List.of(open()), ID)).doesNotThrowAnyException();
    assertThatCode(() -> HoldLookup.requireOne(List.of(), ID)).doesNotThrowAnyException();
  }

  private static OpenHold open() {
    Statement statement = Office.statement(HELD);
    return new OpenHold(HELD, statement, StatementCodec.digest(statement));
  }
}
