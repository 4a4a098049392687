package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.sandbox.Confinement.Bounds;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with a jar, and each refusal by one change to it. */
class JavaDocumentsTest {
  private static final String PIN = "sha256:" + "0".repeat(64);
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: restart}
      spec:
        action: com.example.actions.Restart
        fingerprint: FINGERPRINT
        timeout: 10s
        java:
          jar: restart-1.0.jar
          sha256: PIN
          read: [/etc/passwd]
          require: [bubblewrap, rlimits]
          maxResponse: 2KiB
          limits: {cpu: 1500ms, memory: 512MiB, processes: 24, files: 32, scratch: 4KiB}
      """
          .replace("PIN", PIN);

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, BundleOnDisk.type("Restart", "host"), HANDLER);
  }

  @Test
  void readsJarAndWhatHoldsIt() throws IOException {
    JavaSpec spec = java();

    assertThat(spec.type()).isEqualTo("com.example.actions.Restart");
    assertThat(spec.jar().file()).isEqualTo(home.resolve("jars/restart-1.0.jar"));
    assertThat(spec.jar().pin().text()).isEqualTo(PIN);
    assertThat(spec.process().input().fields()).containsExactly("host", "tags");
    assertThat(spec.process().notExecuted()).containsExactly(64);
    assertThat(spec.process().layers()).isEqualTo("bubblewrap, rlimits");
    assertThat(spec.process().confinement().read()).startsWith(Path.of("/etc/passwd"));
    assertThat(spec.process().confinement().port()).isEmpty();
    assertThat(spec.process().confinement().bounds())
        .isEqualTo(new Bounds(2, ByteCount.ofMib(512), 24, 32, ByteCount.ofKib(4)));
    assertThat(spec.process().limits().maxResponse()).isEqualTo(ByteCount.ofKib(2));
    assertThat(spec.process().limits().timeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void needsNoMoreThanPinnedJar() throws IOException {
    bundle.write("handler.yaml", HANDLER.substring(0, HANDLER.indexOf("    read")));

    JavaSpec spec = java();

    assertThat(spec.process().confinement().layers()).containsExactlyInAnyOrder(Layer.values());
    assertThat(spec.process().confinement().bounds())
        .isEqualTo(new Bounds(10, ByteCount.ofMib(1024), 32, 64, ByteCount.ofMib(16)));
    assertThat(spec.process().limits().maxResponse()).isEqualTo(ByteCount.ofKib(64));
  }

  @Test
  void hasNoCredential() throws IOException {
    assertThat(bundle.read().handlers().getFirst().credential()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "restart-1.0.jar | ../restart.jar | jar is the name of a file",
        "restart-1.0.jar | /restart.jar | jar is the name of a file",
        "sha256:0 | sha256:g | 64 hexadecimal digits",
        "sha256: | sha255: | sha256",
        "[bubblewrap, rlimits] | [seccomp, rlimits] | must list bubblewrap: only that",
        "/etc/passwd | /run | must not list /",
        "/etc/passwd | etc | absolute paths",
        "2KiB | 17MiB | maxResponse",
        "512MiB | 511MiB | memory",
        "processes: 24 | processes: 4097 | processes",
        "scratch: | scrath: | did you mean",
        "`  timeout: 10s` | `  timeout: 10s\n  credential: ci` | a java handler has none",
        "`  java:` | `  sql: {}\n  java:` | exactly one of http, sql, process, java, ssh and kafka",
      })
  void refuses(String part, String other, String message) throws IOException {
    bundle.change("handler.yaml", part, other);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void doesNotShowItsOwnHome() throws IOException {
    bundle.change("handler.yaml", "/etc/passwd", home.resolve("keys").toString());

    assertThatThrownBy(bundle::read).hasMessageContaining("the executor's home");
  }

  private JavaSpec java() throws IOException {
    return bundle.read().handlers().getFirst().kind() instanceof Kind.Java(JavaSpec spec)
        ? spec
        : fail("no jar");
  }
}
