package io.sallyport.executor.handler.jar;

import io.sallyport.executor.handler.process.Arguments;
import io.sallyport.executor.sandbox.Sandbox.Given;
import io.sallyport.handler.Action;
import io.sallyport.handler.ActionHandler;
import io.sallyport.handler.HandlerMain;
import io.sallyport.handler.Result;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How java(1) is called: all of it is fixed here and by the bundle, nothing by an action. It is the
 * executor's own one. Beside the JDK it finds the jar, and the classes that both of us know.
 */
public final class JavaCommand {
  /** Where the executor's own JDK is. */
  public static final Path HOME = Path.of(System.getProperty("java.home"));

  /** Of the C library: one arena for all threads, for each reserves 64 MiB of address space. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "1");

  private static final Path CLASSES = Path.of("/handler/classes");
  private static final Path JAR = Path.of("/handler/handler.jar");
  private static final int HEAP_SHARE = 4;
  private static final List<Class<?>> SHARED =
      List.of(
          Action.class,
          ActionHandler.class,
          HandlerMain.class,
          Result.class,
          Result.Performed.class,
          Result.NotPerformed.class);

  private JavaCommand() {}

  /** The program. */
  public static String program() {
    return HOME.resolve("bin/java").toString();
  }

  /** The arguments for an address space of that size; a quarter of it is for the heap. */
  public static Arguments arguments(ByteCount memory) {
    return Arguments.parse(
        List.of(
            "-Xmx" + memory.bytes() / HEAP_SHARE,
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:CompressedClassSpaceSize=16m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisableAttachMechanism",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=/dev/null",
            "-Djava.io.tmpdir=/scratch",
            "-cp",
            CLASSES + ":" + JAR,
            HandlerMain.class.getName()));
  }

  /** The files of one run: they exist in its sandbox only. */
  static List<Given> files(byte[] jar) {
    List<Given> files = new ArrayList<>();
    files.add(new Given(JAR, jar));
    for (Class<?> shared : SHARED) {
      String name = "/" + shared.getName().replace('.', '/') + ".class";
      files.add(new Given(CLASSES.resolve(name.substring(1)), bytes(name)));
    }
    return files;
  }

  private static byte[] bytes(String resource) {
    try (InputStream from = ActionHandler.class.getResourceAsStream(resource)) {
      if (from == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return from.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
