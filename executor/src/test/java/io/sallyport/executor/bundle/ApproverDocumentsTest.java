package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.verify.Panel;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with a gated type, and each refusal by one change to it. */
class ApproverDocumentsTest {
  @TempDir private Path home;

  @BeforeEach
  void copiesDemoBundle() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    Files.createDirectories(home.resolve("secrets"));
    Files.createDirectories(bundle().resolve("actions"));
    Path token = Files.writeString(home.resolve("secrets/ci-token"), "t0ken");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    for (String name : List.of("validator-mandate", "operator", "second")) {
      KeyFile.writePublic(home.resolve("keys/" + name + ".jwk"), SigningKey.generate().jwk());
    }
    for (String name :
        List.of(
            "actions/Deploy.avsc",
            "handler-deploy.yaml",
            "credential-ci.yaml",
            "trust-validator.yaml")) {
      String text = Files.readString(Seal.BUNDLE.resolve(name));
      Files.writeString(bundle().resolve(name), text.replace("${target}", "http://127.0.0.1:8089"));
    }
  }

  @Test
  void readsGatedTypeWithItsApprovers() throws IOException {
    gate(Panel.document());

    ExecutorBundle bundle = read();

    assertThat(bundle.types()).contains(Panel.type());
    assertThat(bundle.approvers().members("managers"))
        .containsExactlyInAnyOrder("anna", "ben", "cara");
  }

  @Test
  void bundleWithoutApproversHasNobody() {
    assertThat(read().approvers().persons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "managers: [anna, ben, cara] | leads: [anna, ben] | no Approvers document has the group",
        "managers: [anna, ben, cara] | managers: [cara] | threshold 2, but managers has 1 members",
        "managers: [anna, ben, cara] | managers: [anna, eve] | eve is none of the persons",
        "id: ben, | id: anna, | another person has this id",
        "'github:ben' | 'GitHub:anna' | one name is one person's",
        "kind: Approvers | kind: Approver | must be Handler, Credential, Trust or Approvers"
      })
  void refusesApproversThatCannotApprove(String part, String other, String message)
      throws IOException {
    gate(Panel.document().replace(part, other));

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesGatedTypeWithoutApprovers() throws IOException {
    gate(Panel.document());
    Files.delete(bundle().resolve("approvers.yaml"));

    assertThatThrownBy(this::read)
        .hasMessageContaining("com.example.actions.Release: approval: no Approvers document");
  }

  @Test
  void refusesSecondListOfApprovers() throws IOException {
    gate(Panel.document());
    String second = Panel.document().replace("{name: approvers}", "{name: others}");
    Files.writeString(bundle().resolve("others.yaml"), second);

    assertThatThrownBy(this::read).hasMessageContaining("one Approvers document at most");
  }

  @Test
  void refusesApproverWhoHasTheValidatorsKey() throws IOException {
    gate(Panel.document());
    KeyFile.writePublic(home.resolve("keys/validator-mandate.jwk"), Panel.BEN.jwk());

    assertThatThrownBy(this::read)
        .hasMessageContaining("approver ben: has a key that signs mandates");
  }

  private void gate(String approvers) throws IOException {
    Files.writeString(bundle().resolve("actions/Release.avsc"), Panel.schema());
    Files.writeString(bundle().resolve("approvers.yaml"), approvers);
  }

  private ExecutorBundle read() {
    SignedDirectory directory =
        new SignedDirectory(bundle(), Role.EXECUTOR, Optional.empty(), InstantSource.system());
    return BundleReader.read(directory, home, Seal.CELL, Roots.mine());
  }

  private Path bundle() {
    return home.resolve("bundle");
  }
}
