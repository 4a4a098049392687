package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandTreeTest {
  private final Screen screen = new Screen();

  static Stream<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    collect(tree(new Screen()), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<CommandSpec> all) {
    all.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(each -> collect(each, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEachCommand(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(String.join("\n", command.usageMessage().footer()))
        .contains("Examples:")
        .contains(command.qualifiedName());
    assertThat(command.optionsMap()).containsKeys("--help", "--version");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void explainsEachOption(CommandSpec command) {
    command.options().forEach(each -> assertThat(each.description()).isNotEmpty());
    command.positionalParameters().forEach(each -> assertThat(each.description()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void takesItsOwnExamples(CommandSpec command) {
    List<List<String>> examples =
        SallyportCalls.in(Stream.of(command.usageMessage().footer())).toList();

    assertThat(examples).isNotEmpty();
    examples.forEach(each -> tree(screen).parseArgs(each.toArray(String[]::new)));
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    int code = tree(screen).execute("taly");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("Did you mean: sallyport tally").contains("--help");
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    int code = tree(screen).execute("tally", "--wat", "3s");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("--wait").contains("sallyport tally --help");
  }

  @Test
  void explainsAValueThatIsNone() {
    int code = tree(screen).execute("tally", "--wait", "soon");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err())
        .contains("--wait")
        .contains("must be a duration such as")
        .doesNotContain("Exception");
  }

  @Test
  void showsHostileArgumentsHarmlessly() {
    tree(screen).execute("tally", "--\u001b[2J\u202e");

    assertThat(screen.err()).contains("\\u001b[2J\\u202e").doesNotContain("\u001b");
  }

  @Test
  void takesIdsThatBeginWithAHyphen() {
    String id = "-".repeat(42) + "A";

    int code =
        CommandTree.run(
            screen.console(), InputStream.nullInputStream(), "held", "show", id, "--data", "/no");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("/no/approver-1/profile.yaml is not there");
  }

  @Test
  void needsACommand() {
    assertThat(tree(screen).execute()).isEqualTo(2);
  }

  @Test
  void readsNoArgumentsFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("arguments"), "--help");

    assertThat(tree(screen).execute("@" + file)).isEqualTo(2);
  }

  @Test
  void takesFormatsInAnyCase() {
    int code = tree(screen).execute("tally", "--output", "JSON", "--data", "/nonexistent");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("/nonexistent/auditor/client.properties is not there");
  }

  private static CommandLine tree(Screen screen) {
    return CommandTree.of(screen.console(), InputStream.nullInputStream());
  }
}
