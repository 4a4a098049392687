package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.mandate.Effect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rotation that an agent proposes for one keeper waits for another. */
@Tag("NHI10")
class SecretRotationIT extends SampleSuite {
  private static final String TYPE = "com.example.actions.RotateSecret";

  private SampleSender planner;
  private Approving persons;

  SecretRotationIT() {
    super("secret-rotation");
  }

  @BeforeAll
  void enters() {
    SampleSender.Handed handed = new SampleSender.Handed(Effect.PERSIST, TYPE);
    planner = SampleSender.agentOf(site, "rotation-planner", "keeper", handed);
    persons = new Approving(site);
    site.start();
  }

  private String held(String target) {
    String delivery = planner.send(payload("staging").replace("SHOP_DATABASE", target));
    await(delivery, Code.APPROVAL_NEEDED);
    return delivery;
  }

  @Test
  void rotatesWhatSomebodyElseApproved() {
    String delivery = held("SHOP_DATABASE");
    ActionId rotation = book.of(delivery).action();

    Approving.Said own = persons.approve("keeper", rotation);
    persons.insist("keeper", "secrets", rotation);
    Approving.Said deputy = persons.approve("deputy", rotation);

    assertThat(own.err()).contains("approver-is-requester");
    assertThat(own.code()).isEqualTo(1);
    assertThat(deputy.code()).as("%s", deputy).isZero();
    await(delivery, Code.APPROVAL_NEEDED, Code.APPROVED, Code.SUCCEEDED);
    assertThat(book.of(delivery).voters()).containsExactly("deputy");
    assertPerformed(delivery, "secrets", "vault-token");
    assertThat(site.target().effects("/environments/staging/secrets/SHOP_DATABASE/rotations"))
        .hasSize(1);
  }

  @Test
  void rotatesNothingThatWasDenied() {
    String delivery = held("SHOP_MAIL");

    assertThat(persons.deny("deputy", book.of(delivery).action()).code()).isZero();

    await(delivery, Code.APPROVAL_NEEDED, Code.APPROVAL_DENIED);
    assertThat(site.target().effects("/SHOP_MAIL/")).isEmpty();
  }

  @Test
  void asksNobodyAboutWhatPolicyForbids() {
    await(planner.send(payload("payments")), Code.DENIED_BY_DEFAULT);
    await(planner.send(payload("exposed-overlap")), Code.DENIED_BY_STATEMENT);

    assertThat(site.target().effects("/SHOP_PAYMENTS/")).isEmpty();
  }
}
