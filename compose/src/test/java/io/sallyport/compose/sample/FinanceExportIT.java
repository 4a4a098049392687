package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An export leaves once two persons who did not ask for it have approved it, twice in a day. */
@Tag("AARM-R4")
class FinanceExportIT extends SampleSuite {
  private static final String ROWS = "\"rows\": 500";

  private SampleSender reporting;
  private Approving persons;

  FinanceExportIT() {
    super("finance-export");
  }

  @BeforeAll
  void enters() {
    reporting = SampleSender.service(site, "reporting");
    persons = new Approving(site);
    site.start();
  }

  /** An export of so many rows that the controller asked for; each needs others. */
  private String month(String ledger, int rows) {
    return payload("month").replace("shop_eu", ledger).replace(ROWS, "\"rows\": " + rows);
  }

  private String held(String ledger, int rows) {
    String delivery = reporting.send(month(ledger, rows));
    await(delivery, Code.APPROVAL_NEEDED);
    return delivery;
  }

  @Test
  void exportsWhatTwoOthersApprovedAndNoMoreThanTheBudget() {
    String first = held("shop_eu", 101);
    ActionId export = book.of(first).action();

    Approving.Said own = persons.approve("controller", export);
    persons.insist("controller", "finance", export);
    Approving.Said treasurer = persons.approve("treasurer", export);
    assertThat(site.target().effects("shop_eu")).as("one approval that counts").isEmpty();
    Approving.Said auditor = persons.approve("auditor", export);

    assertThat(own.err()).contains("approver-is-requester");
    assertThat(own.code()).isEqualTo(1);
    assertThat(treasurer.code()).as("%s", treasurer).isZero();
    assertThat(auditor.code()).as("%s", auditor).isZero();
    await(first, Code.APPROVAL_NEEDED, Code.APPROVED, Code.SUCCEEDED);
    assertThat(book.of(first).voters()).containsExactlyInAnyOrder("treasurer", "auditor");
    assertPerformed(first, "finance", "exports-token");
    held("shop_eu", 102);
    String third = reporting.send(month("shop_eu", 103));
    await(third, Code.QUOTA_EXCEEDED);
    assertThat(site.target().effects("/ledgers/shop_eu/exports")).hasSize(1);
  }

  @Test
  void exportsNothingThatOneDenied() {
    String delivery = held("shop_ch", 104);
    ActionId export = book.of(delivery).action();

    assertThat(persons.approve("treasurer", export).code()).isZero();
    assertThat(persons.deny("auditor", export).code()).isZero();

    await(delivery, Code.APPROVAL_NEEDED, Code.APPROVAL_DENIED);
    assertThat(site.target().effects("/ledgers/shop_ch/exports")).isEmpty();
  }
}
