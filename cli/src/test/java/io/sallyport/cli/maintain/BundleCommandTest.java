package io.sallyport.cli.maintain;

import static io.sallyport.cli.bundle.DemoBundles.EXECUTOR;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.bundle.BundleSignature;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  @TempDir private Path temporary;
  private final Screen screen = new Screen();
  private Path bundle = Path.of("");

  @BeforeEach
  void copyBundle() {
    bundle = copy(VALIDATOR, temporary.resolve("bundle"));
    run(new Screen(), "keys", "generate", temporary.resolve("first"));
    run(new Screen(), "keys", "generate", temporary.resolve("second"));
  }

  @Test
  void makesNoKeyOverAnother() {
    assertThat(run(screen, "keys", "generate", temporary.resolve("first"))).isEqualTo(2);
    assertThat(screen.err()).contains("first.pem is there already.");
  }

  @Test
  void verifiesWhatEnoughMaintainersSigned() {
    assertThat(sign("first", 7)).isZero();
    assertThat(sign("second", 7)).isZero();

    assertThat(verify()).isZero();
    assertThat(screen.out()).contains("signed as version 7");
  }

  @Test
  void saysNoToTooFew() {
    sign("first", 7);

    assertThat(verify()).isEqualTo(1);
    assertThat(screen.out()).contains("1 of 2 signatures hold");
  }

  @Test
  void saysNoToFilesThatChanged() {
    sign("first", 7);
    sign("second", 7);
    replace(bundle.resolve("policy-deploy.yaml"), "acme/shop", "acme/other");

    assertThat(verify()).isEqualTo(1);
    assertThat(screen.out()).contains("0 of 2 signatures hold");
  }

  @Test
  void dropsSignaturesOverAnotherVersion() {
    sign("first", 7);
    sign("second", 7);
    sign("first", 8);

    assertThat(verify()).isEqualTo(1);
    assertThat(SignatureFile.of(bundle).text().lines()).hasSize(1);
  }

  @Test
  void signsNothingThatDoesNotLoad() {
    replace(bundle.resolve("policy-deploy.yaml"), "effect: permit", "effect: allow");

    assertThat(sign("first", 7)).isEqualTo(2);
    assertThat(SignatureFile.of(bundle).text()).isEmpty();
  }

  @Test
  void signsAnExecutorsBundleForTheExecutor() {
    bundle = copy(EXECUTOR, temporary.resolve("executor"));

    assertThat(sign("first", 7)).isZero();
    assertThat(sign("second", 7)).isZero();

    assertThat(screen.out()).contains("signed version 7 of the executor bundle sha256:");
    assertThat(
            BundleSignature.claimedBy(SignatureFile.of(bundle).text().lines().toList().getLast()))
        .hasValueSatisfying(claimed -> assertThat(claimed.role()).isEqualTo("executor"));
    assertThat(verify()).isZero();
  }

  @Test
  void signsNoVersionBelowOne() {
    assertThat(sign("first", 0)).isEqualTo(2);
    assertThat(screen.err()).contains("Versions begin with 1 and rise.");
  }

  @Test
  void saysWhichKeyCannotBeRead() {
    assertThat(sign("nobody", 7)).isEqualTo(2);
    assertThat(screen.err()).contains("nobody.pem").contains("sallyport keys generate NAME");
  }

  private int sign(String name, long version) {
    Path key = temporary.resolve(name + ".pem");
    return run(screen, "bundle", "sign", bundle, "--key", key, "--number", version);
  }

  private int verify() {
    Path first = temporary.resolve("first.jwk");
    Path second = temporary.resolve("second.jwk");
    return run(
        screen,
        "bundle",
        "verify",
        bundle,
        "--threshold",
        2,
        "--key-file",
        first,
        "--key-file",
        second);
  }
}
