package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.id.Digest;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Homes;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.supervise.Owner;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed bundle reaches the validator's home whole, and nobody else's. */
class GivenBundlesTest {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String PERMIT = "permit";
  private static final String NOTHING = "# Nothing is allowed.";

  @TempDir private Path directory;
  private Path data;
  private Path changed;
  private Provisioning provisioning;
  private GivenBundles given;

  @BeforeEach
  void provisions() {
    data = directory.resolve("data");
    var endpoints = new Endpoints(8080, new Ports(1, 2, 3, 4, 5, 6, 7, 8));
    provisioning = new Provisioning(new DataDirectory(data), endpoints, Path.of(".."));
    provisioning.provisionBackends();
    provisioning.provisionServices(Optional.empty(), Optional.empty());
    given = provisioning.given();
    changed = FitTest.copy(data.resolve("bundles/validator"), directory.resolve("changed"));
    OwnerFiles.write(changed.resolve(POLICY), NOTHING);
  }

  @Test
  void givesTheValidatorAChangedBundle() throws IOException {
    Digest digest = given.replace(changed, _ -> true).orElseThrow();

    Path bundle = data.resolve("validator/bundle");
    assertThat(bundle.resolve(POLICY)).hasContent(NOTHING);
    assertThat(BundleFiles.read(bundle).digest()).isEqualTo(digest);
    assertThat(data.resolve("bundles/validator").resolve(POLICY))
        .as("kept for the next start")
        .hasContent(NOTHING);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
        .endsWith("---");
  }

  @Test
  void leavesNothingBesideTheBundle() throws IOException {
    Files.createDirectories(data.resolve("validator/bundle.before/actions"));
    Files.createDirectories(data.resolve("validator/bundle.next/actions"));

    given.replace(changed, _ -> true);

    assertThat(data.resolve("validator/bundle.before")).doesNotExist();
    assertThat(data.resolve("validator/bundle.next")).doesNotExist();
  }

  @Test
  void keepsTheChangedOneOnlyOnceTheValidatorDecidesByIt() {
    given.replace(
        changed,
        _ -> {
          assertThat(data.resolve("validator/bundle").resolve(POLICY)).content().contains(NOTHING);
          assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains(PERMIT);
          assertThat(data.resolve("validator/bundle.before").resolve(POLICY)).exists();
          return true;
        });
  }

  @Test
  void putsTheOneBeforeBackWhereTheValidatorDoesNotTakeTheChangedOne() throws IOException {
    Path bundle = data.resolve("validator/bundle");
    Digest before = BundleFiles.read(bundle).digest();

    Optional<Digest> decides = given.replace(changed, _ -> false);

    assertThat(decides).isEmpty();
    assertThat(BundleFiles.read(bundle).digest()).isEqualTo(before);
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains(PERMIT);
    assertThat(names("validator")).doesNotContain("bundle.before", "bundle.next");
    assertThat(names("bundles")).containsExactlyInAnyOrder("validator", "executor");
  }

  @Test
  void keepsWhatItGaveTheValidatorAndNotALaterChange() {
    given.replace(
        changed,
        _ -> {
          OwnerFiles.write(changed.resolve(POLICY), "# Changed while it waits.");
          return true;
        });

    assertThat(data.resolve("bundles/validator").resolve(POLICY)).hasContent(NOTHING);
  }

  @Test
  void leavesTheRestOfTheHomeAlone() throws IOException {
    given.replace(changed, _ -> true);

    assertThat(names("validator")).doesNotContain("state", "tmp");
  }

  @Test
  void leavesTheStateOfARunningValidatorAlone() throws IOException {
    assumeThat(DataDirectory.owner(data)).as("started as root").isZero();
    Path home = data.resolve("validator");
    Homes.handOver(home, new Owner.Uid(20_004));
    Path state = Files.createDirectories(home.resolve("state/store"));
    Files.setAttribute(home.resolve("state"), "unix:uid", 30_004);

    given.replace(changed, _ -> true);

    assertThat(DataDirectory.owner(state)).isZero();
    assertThat(DataDirectory.owner(home.resolve("bundle").resolve(POLICY))).isEqualTo(20_004);
  }

  @Test
  void putsBackWhatACrashTookAway() throws IOException {
    crash("validator/bundle");
    crash("bundles/validator");

    given.replace(changed, _ -> false);

    assertThat(data.resolve("validator/bundle").resolve(POLICY)).content().contains(PERMIT);
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains(PERMIT);
  }

  @Test
  void startsAfterACrashWithTheBundleThatWasGiven() throws IOException {
    given.replace(changed, _ -> true);
    crash("validator/bundle");
    crash("bundles/validator");

    provisioning.provisionServices(Optional.empty(), Optional.empty());

    assertThat(data.resolve("validator/bundle").resolve(POLICY)).hasContent(NOTHING);
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).hasContent(NOTHING);
    assertThat(names("validator")).doesNotContain("bundle.before", "bundle.next");
    assertThat(names("bundles")).containsExactlyInAnyOrder("validator", "executor");
  }

  @Test
  void keepsTheBundleThatItHasWhereAnotherCannotBeCopied() throws IOException {
    Files.createSymbolicLink(changed.resolve("nowhere"), directory.resolve("absent"));

    assertThatThrownBy(() -> provisioning.provisionServices(Optional.of(changed), Optional.empty()))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains(PERMIT);
  }

  /** As between the two renames. */
  private void crash(String bundle) throws IOException {
    Files.move(data.resolve(bundle), data.resolve(bundle + ".before"));
    Files.createDirectories(data.resolve(bundle + ".next/half"));
  }

  private List<String> names(String below) throws IOException {
    try (Stream<Path> paths = Files.list(data.resolve(below))) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void fillsInTheKeysOfThisStacksApprovers() {
    given.replace(changed, _ -> true);

    assertThat(data.resolve("validator/bundle/approvers.yaml"))
        .content()
        .contains("release-1")
        .doesNotContain(Approver.ALL.getFirst().placeholder());
  }

  @Test
  void keepsTheBundleThatItHasWhereAnotherDoesNotFit() throws IOException {
    Path source = changed.resolve("source-github.yaml");
    OwnerFiles.write(source, Files.readString(source).replace("50/s", "60/s"));

    assertThatThrownBy(() -> given.replace(changed, _ -> true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("another source github");
    assertThat(data.resolve("validator/bundle").resolve(POLICY)).content().contains(PERMIT);
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains(PERMIT);
  }

  @Test
  void looksAtBothSidesOfWhatIsGiven() throws IOException {
    Path executor = Files.createDirectories(directory.resolve("executor"));

    given.check(Optional.of(changed), Optional.empty());

    assertThatThrownBy(() -> given.check(Optional.empty(), Optional.of(executor)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("action-unknown");
  }
}
