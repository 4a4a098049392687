package io.sallyport.quickstart.stack;

import io.sallyport.quickstart.broker.BrokerSettings;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Homes;
import io.sallyport.quickstart.data.Libraries;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.JavaHome;
import io.sallyport.quickstart.registry.RegistryCommand;
import io.sallyport.quickstart.supervise.ChildSpec;
import io.sallyport.quickstart.supervise.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How each role is run: its user, its class path, its memory. */
final class Children {
  private static final int BACKEND = 0;
  private static final int SERVICE = 1;

  /** One core's worth of collector: many small processes share two cores. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** One core's worth of compiler, too. */
  private static final List<String> SMALL_COMPILER = List.of("-XX:TieredStopAtLevel=1");

  /** Ingest's deliveries cost a third with both compilers, which must not take what they like. */
  private static final List<String> INGEST =
      List.of(
          "-XX:MaxDirectMemorySize=24m",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=MemLimit,*.*,8M~stop",
          "-XX:TrimNativeHeapInterval=2000");

  private static final Map<Role, String> HEAP =
      Map.of(
          Role.BROKER, "-Xmx192m",
          Role.REGISTRY, "-Xmx160m",
          Role.INGEST, "-Xmx72m",
          Role.VALIDATOR, "-Xmx128m",
          Role.EXECUTOR, "-Xmx96m",
          Role.TARGET, "-Xmx32m");

  private final DataDirectory data;
  private final Ports ports;
  private final StackOptions options;
  private final Libraries libraries;
  private final Function<Role, Owner> owners;

  Children(DataDirectory data, Ports ports, StackOptions options, Function<Role, Owner> owners) {
    this.data = data;
    this.ports = ports;
    this.options = options;
    this.libraries = new Libraries(options.project(), data.libraries());
    this.owners = owners;
  }

  /** Hands the role's home to its user and tells how to run it there. */
  ChildSpec prepare(Role role) {
    Path home = data.home(role);
    Owner owner = owners.apply(role);
    Homes.handOver(home, owner);
    return new ChildSpec(role.home(), command(role, home), home, Map.of(), owner, stage(role));
  }

  private List<String> command(Role role, Path home) {
    return switch (role) {
      case REGISTRY -> registry(role, home);
      case BROKER -> main(role, home, BrokerSettings.FILE);
      case INGEST, VALIDATOR, EXECUTOR, TARGET -> main(role, home, "config.yaml");
    };
  }

  private List<String> main(Role role, Path home, String config) {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.java().toString());
    String classPath = libraries.classPath(role);
    command.addAll(flags(role, home));
    command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
    command.addAll(List.of("-cp", classPath, role.main()));
    command.add(home.resolve(config).toString());
    return command;
  }

  private List<String> registry(Role role, Path home) {
    Path installation = libraries.directory(role, RegistryCommand.unpacked(options.project()));
    return new RegistryCommand(installation, home, ports.registry(), ports.registryHealth())
        .command(JavaHome.java(), flags(role, home));
  }

  private List<String> flags(Role role, Path home) {
    List<String> flags = new ArrayList<>(JVM);
    flags.addAll(role == Role.INGEST ? INGEST : SMALL_COMPILER);
    flags.add(HEAP.getOrDefault(role, "-Xmx64m"));
    flags.add("-XX:ErrorFile=" + home.resolve("tmp/jvm-error.log"));
    if (!options.once()) {
      flags.addAll(ClassArchive.flags(data.libraries().resolve(role.home()), home.resolve("tmp")));
    }
    return flags;
  }

  private static int stage(Role role) {
    return switch (role) {
      case BROKER, REGISTRY -> BACKEND;
      case INGEST, VALIDATOR, EXECUTOR, TARGET -> SERVICE;
    };
  }
}
