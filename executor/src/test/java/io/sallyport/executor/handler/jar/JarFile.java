package io.sallyport.executor.handler.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Digest;
import io.sallyport.handler.ActionHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A real jar of a handler's source, as its author would make it. */
public final class JarFile {
  private static final String SERVICE = "META-INF/services/" + ActionHandler.class.getName();

  private JarFile() {}

  /** The class {@code com.example.Handler}, whose method ends with {@code body}. */
  public static String source(String body) {
    return """
    package com.example;

    import io.sallyport.handler.*;
    import java.io.*;
    import java.net.*;
    import java.nio.file.*;
    import java.util.*;

    public final class Handler implements ActionHandler {
      @Override
      public Result perform(Action action) throws Exception {
        %s
      }
    }
    """
        .formatted(body);
  }

  /** Compiles {@code source} and packs it with a line for each provider; the jar's digest. */
  public static Digest make(Path jar, String type, String source, String... providers)
      throws IOException {
    Path work = Files.createDirectory(jar.resolveSibling("work-" + UUID.randomUUID()));
    Path file = Files.writeString(work.resolve(type + ".java"), source);
    Path shared =
        Path.of(ActionHandler.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-d",
                    work.toString(),
                    "-cp",
                    shared.toString(),
                    file.toString()))
        .isZero();
    try (JarOutputStream into = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> classes = Files.walk(work)) {
      add(into, SERVICE, String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
      for (Path each : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
        add(into, work.relativize(each).toString(), Files.readAllBytes(each));
      }
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--------"));
    return Digest.of(Files.readAllBytes(jar));
  }

  private static void add(JarOutputStream into, String name, byte[] content) throws IOException {
    into.putNextEntry(new JarEntry(name));
    into.write(content);
    into.closeEntry();
  }
}
