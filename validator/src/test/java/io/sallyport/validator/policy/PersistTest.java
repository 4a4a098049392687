package io.sallyport.validator.policy;

import static io.sallyport.validator.bundle.Bundles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Endings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that persist, and types that are forbidden. */
class PersistTest {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String PERMIT = "effect: permit";
  private static final String GRANTED = "effect: permit, grant: persist";

  @TempDir private Path bundle;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
  }

  @Test
  void needsAnExpressGrant() {
    persist();

    assertThat(codes()).containsExactly(Code.PERSIST_NOT_GRANTED);
  }

  @Test
  void isPermittedWhereItIsGranted() {
    persist();
    Bundles.replace(bundle, POLICY, PERMIT, GRANTED);

    assertThat(codes()).containsExactly(Code.PERMITTED);
  }

  @Test
  void isNotGrantedWhereNothingPersists() {
    Bundles.replace(bundle, POLICY, PERMIT, GRANTED);

    assertThat(problems(bundle)).contains("grant: this action type does not persist");
  }

  @Test
  void hasNoOtherGrant() {
    Bundles.replace(bundle, POLICY, PERMIT, "effect: permit, grant: everything");

    assertThat(problems(bundle)).contains("grant: the only grant is persist");
  }

  @Test
  void isForbiddenWhateverElseHolds() {
    Bundles.write(
        bundle,
        "forbidden.yaml",
        """
        apiVersion: sallyport/v1
        kind: Policy
        metadata: {name: forbidden}
        spec: {action: com.example.actions.Deploy, forbidden: true, reason: retired}
        """);

    assertThat(codes()).containsExactly(Code.ACTION_FORBIDDEN);
  }

  private void persist() {
    Bundles.replace(
        bundle, "actions/Deploy.avsc", "\"effect\": \"write\"", "\"effect\": \"persist\"");
  }

  private List<Code> codes() {
    return Endings.of(Demo.gate(Bundles.read(bundle)), Demo.delivery(Demo.goodPush())).stream()
        .map(Ending::code)
        .toList();
  }
}
