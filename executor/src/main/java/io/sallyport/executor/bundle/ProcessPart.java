package io.sallyport.executor.bundle;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.process.Arguments;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Confinement.Bounds;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part {@code process} of a Handler document. */
final class ProcessPart {
  private static final Pattern STATUS = Pattern.compile("[1-9][0-9]?|1[01][0-9]|12[0-5]");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x1f\\x7f]{0,1000}");
  private static final int MAX_ENTRIES = 50;
  private static final Bounds USUAL =
      new Bounds(10, ByteCount.ofMib(256), 16, 64, ByteCount.ofMib(16));
  private static final ByteCount LEAST_MEMORY = ByteCount.ofMib(16);

  /** What is wrong with a pin. */
  static final String NO_DIGEST = "must be sha256: and 64 hexadecimal digits in lower case";

  /** Where sockets, devices and other processes are; the sandbox has its own of the last two. */
  private static final List<Path> LIVE =
      List.of(
          Path.of("/proc"),
          Path.of("/sys"),
          Path.of("/dev"),
          Path.of("/run"),
          Path.of("/var/run"),
          Path.of("/scratch"));

  private static final List<Path> SYSTEM =
      List.of(Path.of("/usr"), Path.of("/bin"), Path.of("/lib"), Path.of("/lib64"));

  private ProcessPart() {}

  /** Reads the part against the type that it performs. */
  static ProcessSpec read(ConfigNode process, Duration timeout, Optional<ActionType> type) {
    Program program = Program.parse(process.text("program"), pin(process));
    Arguments arguments = Arguments.parse(process.texts("arguments"));
    List<String> input = process.childOrEmpty("input").texts("json");
    type.ifPresent(known -> checkFields(process, known, arguments, input));
    return new ProcessSpec(
        program,
        arguments,
        new JsonBody(input),
        statuses(process),
        confinement(process, program.path()),
        limits(process, timeout));
  }

  static ProcessSpec.Limits limits(ConfigNode process, Duration timeout) {
    return new ProcessSpec.Limits(
        timeout,
        process.size("maxResponse", ByteCount.ofKib(64), new ByteCount(0), ByteCount.ofMib(16)));
  }

  static Optional<Digest> pin(ConfigNode process) {
    Optional<String> text = process.optionalText("sha256");
    Optional<Digest> pin = text.flatMap(Digest::parse);
    if (text.isPresent() && pin.isEmpty()) {
      process.problem("sha256", NO_DIGEST);
    }
    return pin;
  }

  static Set<Integer> statuses(ConfigNode process) {
    Set<Integer> statuses = new LinkedHashSet<>();
    for (String text : process.texts("notExecuted")) {
      if (STATUS.matches(text)) {
        statuses.add(Integer.parseInt(text));
      } else {
        process.problem("notExecuted", "must list exit statuses from 1 to 125");
      }
    }
    return statuses;
  }

  private static Confinement confinement(ConfigNode process, Path program) {
    return new Confinement(
        layers(process), environment(process), visible(process, program), bounds(process));
  }

  static Set<Layer> layers(ConfigNode process) {
    if (!process.keys().contains("require")) {
      return EnumSet.allOf(Layer.class);
    }
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (String text : process.texts("require")) {
      Optional<Layer> layer =
          EnumSet.allOf(Layer.class).stream().filter(each -> each.text().equals(text)).findFirst();
      layer.ifPresentOrElse(
          layers::add,
          () -> process.problem("require", "must list bubblewrap, seccomp, landlock, rlimits"));
    }
    return layers;
  }

  private static Map<String, String> environment(ConfigNode process) {
    Map<String, String> variables = process.textMap("environment");
    boolean named =
        variables.keySet().stream().allMatch(name -> VARIABLE.matches(name) && !isLoader(name));
    if (!named || variables.size() > MAX_ENTRIES) {
      process.problem(
          "environment", "must name 50 variables at most, none of the dynamic loader (LD_...)");
    }
    if (!variables.values().stream().allMatch(VALUE::matches)) {
      process.problem(
          "environment", "has values of 1000 characters at most without control characters");
    }
    return variables;
  }

  private static boolean isLoader(String variable) {
    return variable.startsWith("LD_") || variable.equals("GLIBC_TUNABLES");
  }

  /** What is to be read, with {@code own} where the system's directories do not have it. */
  static List<Path> visible(ConfigNode process, Path own) {
    List<Path> visible = new ArrayList<>();
    for (String text : process.texts("read")) {
      Path path = Path.of(text);
      problem(path, process.home().toAbsolutePath().normalize())
          .ifPresentOrElse(problem -> process.problem("read", problem), () -> visible.add(path));
    }
    if (visible.size() > MAX_ENTRIES) {
      process.problem("read", "must list 50 paths at most");
    }
    if (SYSTEM.stream().noneMatch(own::startsWith)) {
      visible.add(own);
    }
    return visible;
  }

  private static Optional<String> problem(Path path, Path home) {
    if (!path.isAbsolute() || !path.normalize().equals(path) || !Files.exists(path)) {
      return Optional.of("must list absolute paths without '.' and '..' that are there");
    }
    if (LIVE.stream().anyMatch(live -> overlap(path, live))) {
      return Optional.of("must not list /, /proc, /sys, /dev, /run, or what is in them");
    }
    return overlap(path, home)
        ? Optional.of("must not list the executor's home: its secrets are there")
        : Optional.empty();
  }

  private static boolean overlap(Path path, Path other) {
    return path.startsWith(other) || other.startsWith(path);
  }

  static Bounds bounds(ConfigNode process) {
    return bounds(process, USUAL, LEAST_MEMORY);
  }

  /** The same with what is usual for another program, and the least that it can do with. */
  static Bounds bounds(ConfigNode process, Bounds usual, ByteCount leastMemory) {
    ConfigNode limits = process.childOrEmpty("limits");
    Duration cpu =
        limits.duration(
            "cpu",
            Duration.ofSeconds(usual.cpuSeconds()),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2));
    return new Bounds(
        Math.toIntExact(cpu.plusMillis(999).toSeconds()),
        limits.size("memory", usual.memory(), leastMemory, ByteCount.ofMib(64 * 1024)),
        Math.toIntExact(limits.integer("processes", usual.processes(), 2, 4096)),
        Math.toIntExact(limits.integer("files", usual.files(), 8, 65_536)),
        limits.size("scratch", usual.scratch(), ByteCount.ofKib(4), ByteCount.ofMib(1024)));
  }

  private static void checkFields(
      ConfigNode process, ActionType type, Arguments arguments, List<String> input) {
    for (String field : arguments.fields()) {
      if (!PlainFields.has(type, field)) {
        process.problem(
            "arguments",
            "{"
                + field
                + "} is no string, enum, integer, boolean, decimal, date or timestamp of the type");
      }
    }
    checkInput(process, type, input);
  }

  static void checkInput(ConfigNode process, ActionType type, List<String> input) {
    for (String field : input) {
      if (type.shape().fields().stream().noneMatch(each -> each.name().equals(field))) {
        process.problem("input", "the type has no field " + field);
      }
    }
  }
}
