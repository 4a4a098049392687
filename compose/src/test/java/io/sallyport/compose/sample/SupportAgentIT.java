package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An agent proposes tickets; another identity opens them, and no account changes. */
@Tag("AARM-R6")
@Tag("ASI01")
class SupportAgentIT extends SampleSuite {
  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final String CUSTOMER = "cus_7f3k2m9q";

  private SampleSender agent;

  SupportAgentIT() {
    super("support-agent");
  }

  @BeforeAll
  void enters() {
    agent = SampleSender.agent(site, "support-agent");
    site.start();
  }

  private String ticket(String customer, String mail, Instant started) {
    return payload("ticket", mail, started).replace(CUSTOMER, customer);
  }

  @Test
  void opensEachTicketOnceAsAnotherIdentity() {
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    String first = agent.send(ticket("cus_aaaaaaaa", "mail-a", began));
    String second = agent.send(ticket("cus_aaaaaaaa", "mail-a", began));
    assertPerformed(first, "support", "tickets-token");
    assertPerformed(second, "support", "tickets-token");
    String other = agent.send(ticket("cus_bbbbbbbb", "mail-a", began));
    await(other, Code.DENIED_BY_STATEMENT);

    assertThat(site.target().effects("cus_aaaaaaaa"))
        .hasSize(2)
        .allSatisfy(
            effect -> assertThat(effect.call()).isEqualTo("POST /tenants/acme_shop/tickets"));
    assertThat(site.target().effects("cus_bbbbbbbb")).isEmpty();
  }

  @Test
  void changesNoAccount() {
    String change = agent.send(payload("change-account").replace(CUSTOMER, "cus_cccccccc"));

    await(change, Code.ACTION_FORBIDDEN);

    assertThat(site.target().effects("cus_cccccccc")).isEmpty();
  }

  @Test
  void doesNothingMoreWhenTheMailIsOver() {
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(LIFETIME).plusSeconds(25);

    String intime = agent.send(ticket("cus_dddddddd", "mail-d", began));
    assertPerformed(intime, "support", "tickets-token");
    awaitEnd(began, LIFETIME);
    String late = agent.send(ticket("cus_dddddddd", "mail-d", began));
    await(late, Code.SESSION_EXPIRED);

    assertThat(site.target().effects("cus_dddddddd")).hasSize(1);
  }
}
