package io.sallyport.quickstart.demo;

import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The demo target's settings.
 *
 * @param host where it listens
 * @param port 0 takes a free one
 * @param tokenFile the bearer token that callers must show
 * @param tls the key and certificate, PEM, if it speaks HTTPS
 * @param effects the file that each effect is appended to
 * @param delayBefore how long a request waits before its effect
 * @param delayAfter how long a request waits between its effect and its answer
 * @param maxBody the largest body it reads
 */
record TargetConfig(
    String host,
    int port,
    Path tokenFile,
    Optional<Path> tls,
    Path effects,
    Duration delayBefore,
    Duration delayAfter,
    ByteCount maxBody) {
  private static final int MAX_PORT = 65_535;
  private static final Duration MAX_DELAY = Duration.ofMinutes(10);

  static TargetConfig read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Target");
    return document.finish(() -> of(document.spec()));
  }

  private static TargetConfig of(ConfigNode spec) {
    ConfigNode listen = spec.child("listen");
    return new TargetConfig(
        listen.text("host", "127.0.0.1"),
        (int) listen.integer("port", 0, 0, MAX_PORT),
        spec.path("tokenFile"),
        spec.optionalText("tls").map(spec.home()::resolve),
        spec.path("effects", "effects.jsonl"),
        spec.duration("delayBefore", Duration.ZERO, Duration.ZERO, MAX_DELAY),
        spec.duration("delayAfter", Duration.ZERO, Duration.ZERO, MAX_DELAY),
        spec.size("maxBody", ByteCount.ofKib(64), new ByteCount(1), ByteCount.ofMib(1)));
  }
}
