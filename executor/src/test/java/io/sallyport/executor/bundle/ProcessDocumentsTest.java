package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.contract.id.Digest;
import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.sandbox.Confinement.Bounds;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with a program, and each refusal by one change to it. */
class ProcessDocumentsTest {
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: restart}
      spec:
        action: com.example.actions.Restart
        fingerprint: FINGERPRINT
        timeout: 10s
        process:
          program: /usr/bin/true
          arguments: ['restart', '--host={host}']
          input: {json: [tags]}
          environment: {LANG: C.UTF-8}
          read: [/etc/passwd]
          notExecuted: [64, 125]
          require: [bubblewrap, rlimits]
          maxResponse: 2KiB
          limits: {cpu: 1500ms, memory: 32MiB, processes: 2, files: 8, scratch: 4KiB}
      """;

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, BundleOnDisk.type("Restart", "host"), HANDLER);
  }

  @Test
  void readsProgramAndWhatHoldsIt() throws IOException {
    ProcessSpec spec = process();

    assertThat(spec.program().path()).isEqualTo(Path.of("/usr/bin/true"));
    assertThat(spec.arguments().fields()).containsExactly("host");
    assertThat(spec.input().fields()).containsExactly("tags");
    assertThat(spec.notExecuted()).containsExactlyInAnyOrder(64, 125);
    assertThat(spec.layers()).isEqualTo("bubblewrap, rlimits");
    assertThat(spec.confinement().environment()).containsOnlyKeys("LANG");
    assertThat(spec.confinement().read()).containsExactly(Path.of("/etc/passwd"));
    assertThat(spec.confinement().bounds())
        .isEqualTo(new Bounds(2, ByteCount.ofMib(32), 2, 8, ByteCount.ofKib(4)));
    assertThat(spec.limits().maxResponse()).isEqualTo(ByteCount.ofKib(2));
  }

  @Test
  void needsNoMoreThanProgram() throws IOException {
    bundle.write("handler.yaml", HANDLER.substring(0, HANDLER.indexOf("    arguments")));

    ProcessSpec spec = process();

    assertThat(spec.confinement().layers()).containsExactlyInAnyOrder(Layer.values());
    assertThat(spec.confinement().environment()).isEmpty();
    assertThat(spec.confinement().read()).isEmpty();
    assertThat(spec.notExecuted()).isEmpty();
    assertThat(spec.confinement().bounds())
        .isEqualTo(new Bounds(10, ByteCount.ofMib(256), 16, 64, ByteCount.ofMib(16)));
    assertThat(spec.limits().maxResponse()).isEqualTo(ByteCount.ofKib(64));
  }

  @Test
  void showsProgramOutsideOfSystemToItself() throws IOException {
    Path tool = Files.writeString(home.resolve("tool"), "x");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    bundle.change("handler.yaml", "/usr/bin/true", tool.toRealPath().toString());

    assertThat(process().confinement().read()).contains(tool.toRealPath());
  }

  @Test
  void hasNoCredential() throws IOException {
    assertThat(bundle.read().handlers().getFirst().credential()).isEmpty();
  }

  @Test
  void pinsProgram() throws IOException {
    Digest digest = Digest.of(Files.readAllBytes(Path.of("/usr/bin/true")));
    bundle.change("handler.yaml", "/usr/bin/true", "/usr/bin/true\n    sha256: " + digest.text());

    assertThat(process().program().pin()).hasValue(digest);
  }

  @Test
  void doesNotShowItsOwnHome() throws IOException {
    bundle.change("handler.yaml", "/etc/passwd", home.resolve("keys").toString());

    assertThatThrownBy(bundle::read).hasMessageContaining("the executor's home");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/usr/bin/true | bin/true | an absolute path",
        "/usr/bin/true | /bin/sh | a shell",
        "/usr/bin/true | /usr/bin/nothing-there | no executable file",
        "`/usr/bin/true` | `/usr/bin/true\n    sha256: abc` | 64 hexadecimal digits",
        "--host={host} | --tags={tags} | {tags} is no string",
        "--host={host} | --host={other} | {other} is no string",
        "--host={host} | --host{host} | behind its '='",
        "[tags] | [other] | the type has no field other",
        "64, 125 | 0 | exit statuses from 1 to 125",
        "64, 125 | 126 | exit statuses from 1 to 125",
        "[bubblewrap, rlimits] | [] | at least one layer",
        "bubblewrap, | chroot, | must list bubblewrap",
        "LANG: | LD_PRELOAD: | the dynamic loader",
        "LANG: | GLIBC_TUNABLES: | the dynamic loader",
        "LANG: | 1A: | 50 variables",
        "C.UTF-8 | `\"a\\nb\"` | control characters",
        "/etc/passwd | / | must not list /",
        "/etc/passwd | /run | must not list /",
        "/etc/passwd | /proc/self | must not list /",
        "/etc/passwd | /etc/../etc | absolute paths",
        "/etc/passwd | etc | absolute paths",
        "/etc/passwd | /no-such-file | absolute paths",
        "2KiB | 17MiB | maxResponse",
        "1500ms | 999ms | cpu",
        "1500ms | 121s | cpu",
        "32MiB | 15MiB | memory",
        "processes: 2 | processes: 1 | processes",
        "processes: 2 | processes: 4097 | processes",
        "files: 8 | files: 7 | files",
        "files: 8 | files: 65537 | files",
        "scratch: 4KiB | scratch: 4095 | scratch",
        "scratch: 4KiB | scratch: 1025MiB | scratch",
        "scratch: | scrath: | did you mean",
        "`  timeout: 10s` | `  timeout: 10s\n  credential: ci` | a process handler has none",
        "`  process:` | `  sql: {}\n  process:` |"
            + " exactly one of http, sql, process, java, ssh and kafka",
      })
  void refuses(String part, String other, String message) throws IOException {
    bundle.change("handler.yaml", part, other);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesRepeatsThatItsProgramCouldNotKnow() throws IOException {
    bundle.changeType("\"idempotent\": false", "\"idempotent\": true");

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("handler.yaml:5")
        .hasMessageContaining("a program is given no key to know a repeat by")
        .hasMessageContaining("make idempotent false in the type, or perform it by http, sql");
  }

  /** What changes nothing may be asked as often as anybody likes. */
  @Test
  void readsMayBeRepeated() throws IOException {
    bundle.changeType("\"idempotent\": false", "\"idempotent\": true");
    bundle.changeType("\"effect\": \"write\"", "\"effect\": \"read\"");

    assertThat(process().program().path()).isEqualTo(Path.of("/usr/bin/true"));
  }

  private ProcessSpec process() throws IOException {
    return bundle.read().handlers().getFirst().kind() instanceof Kind.Program(ProcessSpec spec)
        ? spec
        : fail("no program");
  }
}
