package io.sallyport.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls of the sallyport command in lines of shell. */
final class SallyportCalls {
  private static final Pattern CALL = Pattern.compile("(?:\\$ )?(?:\\./)?sallyport (?<words>.+)");
  private static final Pattern COMMENT = Pattern.compile("\\s#.*");

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^ '])+");

  private SallyportCalls() {}

  /** The arguments of each call, pipelines taken apart; synopses, with [OPTIONS], are no calls. */
  static Stream<List<String>> in(Stream<String> lines) {
    return lines
        .map(line -> COMMENT.matcher(line).replaceFirst(""))
        .flatMap(line -> Stream.of(line.split("\\|")))
        .map(part -> CALL.matcher(part.strip()))
        .filter(call -> call.matches() && !call.group("words").contains("[OPTIONS]"))
        .map(call -> words(call.group("words")));
  }

  /** As a shell would split them; only single quotes are used. */
  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(word -> word.group().replace("'", "")).toList();
  }
}
