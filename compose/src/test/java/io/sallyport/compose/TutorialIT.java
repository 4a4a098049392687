package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the tutorial to what it tells its reader to type and to see, on a stack of its own. */
class TutorialIT {
  private static final Path PAGE = Path.of("../docs/tutorial/first-action.md");
  private static final Pattern SENT = Pattern.compile("202 delivery (\\S+)");

  /** What the page calls its directory, and the stack's; here both are a temporary one's. */
  private static final List<String> DIRECTORIES = List.of("first", ".sallyport");

  /** Commands that a stack's directory is for, and those that a process of its own carries out. */
  private static final Set<String> OF_A_STACK =
      Set.of("send", "tally", "explain", "quarantine", "reload", "down");

  private static final Set<String> OF_THE_QUICKSTART = Set.of("reload", "down");

  @TempDir private Path temporary;
  private final StringBuilder shown = new StringBuilder();
  private Optional<Stack> stack = Optional.empty();
  private String delivery = "";
  private String file = "";

  @AfterEach
  void stops() {
    stack.ifPresent(Stack::close);
  }

  @Test
  void doesAndShowsWhatItSays() throws IOException {
    List<Tutorial.Step> steps = Tutorial.steps(Files.readString(PAGE));

    for (Tutorial.Step step : steps) {
      take(step);
    }

    assertThat(stack).isPresent();
    assertThat(file.lines()).as("what the target did in the end").hasSize(1);
    assertThat(steps).filteredOn(Tutorial.Step.Call.class::isInstance).hasSizeGreaterThan(20);
    assertThat(steps).filteredOn(Tutorial.Step.See.class::isInstance).hasSizeGreaterThan(8);
  }

  @Test
  void findsNoStepThatItCannotTake() {
    String page = "```sh\nmkdir first\n./sallyport lint first # exits 2\ncat first/log\n```\n";

    assertThat(Tutorial.steps(page))
        .containsExactly(
            new Tutorial.Step.Call(List.of("lint", "first"), 2),
            new Tutorial.Step.Show("first/log"));
  }

  private void take(Tutorial.Step step) throws IOException {
    switch (step) {
      case Tutorial.Step.Write(String name, boolean isAddition, String text) -> {
        Path path = Path.of(here(name));
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, isAddition ? Files.readString(path) + text : text);
      }
      case Tutorial.Step.Show(String name) -> {
        file = Files.readString(Path.of(here(name)));
        shown.append(file);
      }
      case Tutorial.Step.Call(List<String> arguments, int exitCode) ->
          assertThat(call(arguments.stream().map(this::here).toList()))
              .as(arguments + "\n" + shown)
              .isEqualTo(exitCode);
      case Tutorial.Step.See(List<String> lines) -> {
        assertThat(shown.toString().replace(temporary + "/", "")).containsSubsequence(lines);
        shown.setLength(0);
      }
    }
  }

  private int call(List<String> arguments) {
    String command = arguments.getFirst();
    if (command.equals("up")) {
      String[] options = arguments.stream().skip(1).toArray(String[]::new);
      stack = Optional.of(Stack.start(data(), options));
      shown.append(stack.get().log());
      return 0;
    }
    List<String> all = new ArrayList<>(arguments);
    if (OF_A_STACK.contains(command)) {
      all.addAll(List.of("--data", data().toString()));
    }
    return OF_THE_QUICKSTART.contains(command) ? start(all) : run(all);
  }

  private int start(List<String> arguments) {
    Stack.Ended ended = Stack.command(arguments.toArray(String[]::new));
    shown.append(ended.output());
    return ended.code();
  }

  private int run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    int code =
        CommandTree.run(console, InputStream.nullInputStream(), arguments.toArray(String[]::new));
    shown.append(out).append(err);
    SENT.matcher(out.toString()).results().forEach(sent -> delivery = sent.group(1));
    return code;
  }

  private Path data() {
    return temporary.resolve(".sallyport");
  }

  /** A word of the page, with what it stands for here. */
  private String here(String word) {
    if (word.equals("DELIVERY")) {
      return delivery;
    }
    return DIRECTORIES.stream().anyMatch(each -> word.equals(each) || word.startsWith(each + "/"))
        ? temporary.resolve(word).toString()
        : word;
  }
}
