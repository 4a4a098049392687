package io.sallyport.validator.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ConfigException;
import io.sallyport.validator.Demo;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ASI04")
@Tag("CSF-GV.PO")
@Tag("CSF-GV.SC")
class BundleLoaderTest {
  private static final SigningKey FIRST = SigningKey.generate();
  private static final SigningKey SECOND = SigningKey.generate();

  @TempDir private Path bundle;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
  }

  @Test
  void loadsUnsignedAsVersionZeroWhereNobodyHasToSign() {
    assertThat(loader(Optional.empty()).load().version().isSigned()).isFalse();
  }

  @Test
  void loadsWhatEnoughMaintainersSigned() {
    Bundles.sign(bundle, 3, FIRST, SECOND);

    assertThat(loader().load().version().number()).isEqualTo(3);
  }

  @Test
  void refusesWhatTooFewSignedAndTellsTheNextStep() {
    Bundles.sign(bundle, 3, FIRST);

    refuses("bundle.jws:1:1: 1 of 2 signatures hold over sha256:");
    refuses("sallyport bundle sign");
  }

  @Test
  void refusesFilesThatChangedAfterTheSignatures() {
    Bundles.sign(bundle, 3, FIRST, SECOND);
    Bundles.replace(bundle, "policy-deploy.yaml", "acme/shop", "acme/other");

    refuses("0 of 2 signatures hold");
  }

  @Test
  void refusesFilesThatWereAddedAfterTheSignatures() {
    Bundles.sign(bundle, 3, FIRST, SECOND);
    Bundles.write(bundle, "more.yaml", "");

    refuses("0 of 2 signatures hold");
  }

  @Test
  void parsesNothingThatIsNotSigned() {
    Bundles.write(bundle, "policy-deploy.yaml", "{");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(loader()::load)
        .withMessageNotContaining("policy-deploy");
  }

  @Test
  void refusesAFileOfSignaturesThatIsTooLarge() {
    Bundles.write(bundle, Maintainers.FILE, "x".repeat(65537));

    refuses("larger than 64KiB");
  }

  @Test
  void hasAnotherStampWhenFilesOrSignaturesChange() {
    Digest before = loader().stamp();
    Bundles.sign(bundle, 3, FIRST);
    Digest signed = loader().stamp();
    Bundles.write(bundle, "more.yaml", "");

    assertThat(List.of(before, signed, loader().stamp())).doesNotHaveDuplicates();
  }

  private void refuses(String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(loader()::load)
        .withMessageContaining(message);
  }

  private BundleLoader loader() {
    return loader(Optional.of(new Maintainers(2, List.of(FIRST.jwk(), SECOND.jwk()))));
  }

  private BundleLoader loader(Optional<Maintainers> maintainers) {
    return new BundleLoader(
        new SignedDirectory(
            bundle, SignedDirectory.Role.VALIDATOR, maintainers, InstantSource.fixed(Demo.NOW)),
        Path.of(""),
        Demo.LIMITS);
  }
}
