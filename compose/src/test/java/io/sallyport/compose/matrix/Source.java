package io.sallyport.compose.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A class of tests, or a script, as it is written. */
record Source(String module, String name, String text, boolean executable) {
  private static final Pattern TEST =
      Pattern.compile("(?m)^ +@(?:Test|ParameterizedTest|RepeatedTest|FuzzTest)\\b");
  private static final Pattern PARENT =
      Pattern.compile("(?m)^(?:\\w+ )*class \\w+\\s+extends (\\w+)");

  static Source read(String module, Path file) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.java$", "");
    return new Source(module, name, Files.readString(file), Files.isExecutable(file));
  }

  /** What its tags say, if it has any. */
  Optional<Holder> holder(List<Source> others) {
    return Holder.of(module + "/" + name, text, runs(others));
  }

  /** Whether Maven, or a shell, runs something of it by its name. */
  private boolean runs(List<Source> others) {
    if (name.endsWith(".sh")) {
      return executable;
    }
    return (name.endsWith("Test") || name.endsWith("IT")) && hasTest(others);
  }

  private boolean hasTest(List<Source> others) {
    if (TEST.matcher(text).find()) {
      return true;
    }
    List<String> parents = PARENT.matcher(text).results().map(found -> found.group(1)).toList();
    return others.stream()
        .filter(each -> each.module().equals(module) && parents.contains(each.name()))
        .anyMatch(each -> each.hasTest(others));
  }
}
