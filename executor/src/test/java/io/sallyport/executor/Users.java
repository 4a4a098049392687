package io.sallyport.executor;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes under users of their own, which only root can start. Their code lies in a directory
 * that all of them can read, since a build's own may not be.
 */
final class Users {
  static final int EXECUTOR = 20_101;
  static final int MINTER = 20_102;
  static final int THIRD = 20_103;

  private final Path base;
  private final Path code;

  private Users(Path base, Path code) {
    this.base = base;
    this.code = code;
  }

  /** Copies the code, once for all tests of a class. */
  static Users prepare() throws IOException {
    assumeThat(System.getProperty("user.name")).as("only root starts others").isEqualTo("root");
    Path base = open(Files.createTempDirectory("sallyport-users"));
    Path code = open(Files.createDirectory(base.resolve("code")));
    Path target = Path.of("target").toAbsolutePath();
    List<Path> places = new ArrayList<>();
    places.add(
        Path.of(
            System.getProperty(
                "sallyport.executor.classes", target.resolve("classes").toString())));
    places.add(Path.of(Users.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
    for (String jar :
        Files.readString(target.resolve("classpath")).strip().split(File.pathSeparator, -1)) {
      places.add(Path.of(jar));
    }
    int number = 0;
    for (Path place : places) {
      number++;
      copy(place, code.resolve(number + "-" + place.getFileName()));
    }
    return new Users(base, code);
  }

  private static Path open(Path directory) throws IOException {
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path copy = to.resolve(from.relativize(file).toString());
          if (Files.isDirectory(file)) {
            open(Files.createDirectories(copy));
          } else {
            link(file, copy);
          }
        }
      }
    } else if (Files.exists(from)) {
      link(from, to);
    }
  }

  /** A link where both are on one file system. */
  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileSystemException e) {
      Files.copy(from, to);
    }
  }

  /** A directory that everybody can enter. */
  Path directory(String name) throws IOException {
    return open(Files.createDirectories(base.resolve(name)));
  }

  /** Gives a directory and all that is in it to a user, and to nobody else. */
  static void give(Path directory, int user) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", user);
        Files.setAttribute(file, "unix:gid", user);
      }
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  /** The command that a user runs, as a member of that group only. */
  static List<String> as(int user, int group, List<String> command) {
    List<String> all = new ArrayList<>(List.of("setpriv", "--reuid", String.valueOf(user)));
    all.addAll(List.of("--regid", String.valueOf(group), "--clear-groups", "--no-new-privs"));
    all.addAll(command);
    return all;
  }

  /** A Java process of a user, with nothing in its environment. */
  Process java(int user, int group, Path log, String... main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+DisableAttachMechanism", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-XX:-UsePerfData", "-cp", classPath()));
    command.addAll(List.of(main));
    ProcessBuilder builder = new ProcessBuilder(as(user, group, command));
    builder.environment().clear();
    builder.directory(base.toFile());
    return builder.redirectError(log.toFile()).start();
  }

  private String classPath() throws IOException {
    try (Stream<Path> places = Files.list(code)) {
      return places.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** What a command says that a user runs, and how it ends. */
  static String run(int user, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(as(user, user, command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  /** Takes everything away. */
  void close() throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
