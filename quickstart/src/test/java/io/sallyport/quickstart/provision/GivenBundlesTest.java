package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.id.Digest;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed bundle reaches the validator's home whole, and nobody else's. */
class GivenBundlesTest {
  private static final String POLICY = "policy-deploy.yaml";

  @TempDir private Path directory;
  private Path data;
  private Path changed;
  private GivenBundles given;

  @BeforeEach
  void provisions() throws IOException {
    data = directory.resolve("data");
    var endpoints = new Endpoints(8080, new Ports(1, 2, 3, 4, 5, 6, 7, 8));
    var provisioning = new Provisioning(new DataDirectory(data), endpoints, Path.of(".."));
    provisioning.provisionBackends();
    provisioning.provisionServices(Optional.empty(), Optional.empty());
    given = provisioning.given();
    changed = FitTest.copy(data.resolve("bundles/validator"), directory.resolve("changed"));
    write(changed.resolve(POLICY), "# Nothing is allowed.\n");
  }

  @Test
  void givesTheValidatorAChangedBundle() throws IOException {
    Digest digest = given.replace(changed);

    Path bundle = data.resolve("validator/bundle");
    assertThat(bundle.resolve(POLICY)).hasContent("# Nothing is allowed.");
    assertThat(BundleFiles.read(bundle).digest()).isEqualTo(digest);
    assertThat(data.resolve("bundles/validator").resolve(POLICY))
        .as("kept for the next start")
        .hasContent("# Nothing is allowed.");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
        .endsWith("---");
  }

  @Test
  void leavesNothingBesideTheBundle() throws IOException {
    Files.createDirectories(data.resolve("validator/bundle.before/actions"));
    Files.createDirectories(data.resolve("validator/bundle.next/actions"));

    given.replace(changed);

    assertThat(data.resolve("validator/bundle.before")).doesNotExist();
    assertThat(data.resolve("validator/bundle.next")).doesNotExist();
  }

  @Test
  void fillsInTheKeysOfThisStacksApprovers() {
    given.replace(changed);

    assertThat(data.resolve("validator/bundle/approvers.yaml"))
        .content()
        .contains("release-1")
        .doesNotContain(Approver.ALL.getFirst().placeholder());
  }

  @Test
  void keepsTheBundleThatItHasWhereAnotherDoesNotFit() throws IOException {
    Path source = changed.resolve("source-github.yaml");
    write(source, Files.readString(source).replace("50/s", "60/s"));

    assertThatThrownBy(() -> given.replace(changed))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("another source github");
    assertThat(data.resolve("validator/bundle").resolve(POLICY)).content().contains("permit");
    assertThat(data.resolve("bundles/validator").resolve(POLICY)).content().contains("permit");
  }

  @Test
  void looksAtBothSidesOfWhatIsGiven() throws IOException {
    Path executor = Files.createDirectories(directory.resolve("executor"));

    given.check(Optional.of(changed), Optional.empty());

    assertThatThrownBy(() -> given.check(Optional.empty(), Optional.of(executor)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("action-unknown");
  }

  private static void write(Path file, String text) throws IOException {
    Files.delete(file);
    Files.writeString(file, text);
  }
}
