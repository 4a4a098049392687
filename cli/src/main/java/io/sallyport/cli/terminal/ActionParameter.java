package io.sallyport.cli.terminal;

import picocli.CommandLine.Parameters;

/** The parameter {@code ACTION}, the same for every command about one action of a list. */
public final class ActionParameter {
  @Parameters(paramLabel = "ACTION", description = "The action's id, as the list names it.")
  private String id = "";

  /** The id as it was typed. */
  public String id() {
    return id;
  }
}
