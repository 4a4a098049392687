package io.sallyport.compose;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a page tells its reader to do, in order. Blocks of {@code sh} hold calls of the command,
 * {@code mkdir}, {@code cat FILE}, and files between {@code cat > FILE <<'END'} and {@code END};
 * the block of {@code text} behind one holds lines that must be seen, in that order, each perhaps
 * cut short.
 */
final class Tutorial {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)$(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("cat (>>?) (\\S+) <<'END'");
  private static final Pattern SHOW = Pattern.compile("cat (\\S+)");
  private static final Pattern CALL = Pattern.compile("\\./sallyport (.*?)(?: # exits ([0-9]+))?");

  private Tutorial() {}

  /** One thing to do or to see. */
  sealed interface Step {
    /** A file is written, or something put at its end. */
    record Write(String file, boolean isAddition, String text) implements Step {}

    /** A file is shown. */
    record Show(String file) implements Step {}

    /** The command is called. */
    record Call(List<String> arguments, int exitCode) implements Step {}

    /** The calls since the last time have shown these lines. */
    record See(List<String> lines) implements Step {}
  }

  static List<Step> steps(String page) {
    List<Step> steps = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      List<String> lines = block.group(2).lines().filter(line -> !line.isEmpty()).toList();
      if (block.group(1).equals("text")) {
        steps.add(new Step.See(lines));
      } else {
        Iterator<String> rest = lines.iterator();
        while (rest.hasNext()) {
          read(rest.next(), rest, steps);
        }
      }
    }
    return List.copyOf(steps);
  }

  private static void read(String line, Iterator<String> rest, List<Step> steps) {
    var file = FILE.matcher(line);
    var call = CALL.matcher(line);
    var show = SHOW.matcher(line);
    if (file.matches()) {
      boolean isAddition = file.group(1).equals(">>");
      steps.add(new Step.Write(file.group(2), isAddition, text(rest)));
    } else if (call.matches()) {
      int exitCode = call.group(2) == null ? 0 : Integer.parseInt(call.group(2));
      steps.add(new Step.Call(List.of(call.group(1).split(" ")), exitCode));
    } else if (show.matches()) {
      steps.add(new Step.Show(show.group(1)));
    } else if (!line.startsWith("mkdir ")) {
      throw new IllegalArgumentException("no test runs this line: " + line);
    }
  }

  private static String text(Iterator<String> rest) {
    StringBuilder text = new StringBuilder();
    for (String line = rest.next(); !line.equals("END"); line = rest.next()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
