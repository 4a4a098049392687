package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not hold is told, on machines that forbid what a layer needs. */
public class SelfTestIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** A machine without user namespaces: those that are left are used up. */
  public static final List<String> WITHOUT_NAMESPACES =
      List.of(
          "/usr/bin/bwrap",
          "--dev-bind",
          "/",
          "/",
          "--unshare-user",
          "--uid",
          "1000",
          "--disable-userns",
          "--");

  /** A machine on which a program may use less than its limit, which nobody may raise. */
  private static final List<String> WITH_LOW_LIMITS =
      List.of("/usr/bin/setpriv", "--bounding-set=-sys_resource", "/usr/bin/prlimit", "--cpu=2");

  @Test
  void findsNothingWrongWithAllLayers() {
    assertThat(new Sandbox(confinement(EnumSet.allOf(Layer.class), List.of())).problem()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Layer.class)
  void findsNothingWrongWithEachAlone(Layer layer) {
    assertThat(new Sandbox(confinement(Set.of(layer), List.of())).problem()).isEmpty();
  }

  @Test
  void tellsThatNamespacesAreForbidden() throws Exception {
    assertThat(run(WITHOUT_NAMESPACES, Layer.values()))
        .startsWith("bubblewrap does not work (bwrap: ")
        .contains("allow unprivileged user namespaces");
  }

  @Test
  void doesWithoutNamespacesWhereNobodyRequiresThem() throws Exception {
    assertThat(run(WITHOUT_NAMESPACES, Layer.SECCOMP, Layer.LANDLOCK, Layer.RLIMITS))
        .isEqualTo("none");
  }

  @Test
  void findsNothingWrongForPlainUser() throws Exception {
    List<String> user =
        WITHOUT_NAMESPACES.stream().filter(each -> !each.equals("--disable-userns")).toList();

    assertThat(run(user, Layer.values())).isEqualTo("none");
  }

  @Test
  void tellsThatLimitsCannotBeSet() throws Exception {
    assertThat(run(WITH_LOW_LIMITS, Layer.RLIMITS)).startsWith("rlimits does not work (prlimit: ");
  }

  /** Rules for the whole machine are open: whoever can read the canary is not held. */
  @Test
  void tellsThatFilesAreNotKept() {
    Path everything = Path.of(System.getProperty("java.io.tmpdir"));

    assertThat(new Sandbox(confinement(Set.of(Layer.LANDLOCK), List.of(everything))).problem())
        .hasValue("landlock does not hold what it must; take no action with it on this machine");
    assertThat(new Sandbox(confinement(Set.of(Layer.BUBBLEWRAP), List.of(everything))).problem())
        .hasValue("bubblewrap does not hold what it must; take no action with it on this machine");
  }

  private static Confinement confinement(Set<Layer> layers, List<Path> read) {
    return new Confinement(layers, Map.of(), read, Trial.BOUNDS);
  }

  private static String run(List<String> machine, Layer... layers)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(machine);
    command.addAll(List.of(JAVA, "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), SelfTestMain.class.getName()));
    Arrays.stream(layers).map(Layer::name).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told.strip();
  }
}
