package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.contract.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A chatbot has the commands that are listed, their fields, and a quarter of an hour. */
@Tag("AARM-R2")
@Tag("NHI3")
@Tag("ASI01")
class ChatbotIT extends SampleSuite {
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String TOKEN = "chat-token";

  private SampleSender bot;

  ChatbotIT() {
    super("chatbot");
  }

  @BeforeAll
  void enters() {
    bot = SampleSender.agent(site, "chatbot");
    site.start();
  }

  @Test
  void performsItsCommandsWithTheShopsCredential() {
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    String shown = bot.send(payload("show", "cnv_aaaaaaaa", began));
    assertPerformed(shown, "chat", TOKEN);
    String called = bot.send(payload("callback", "cnv_aaaaaaaa", began));
    assertPerformed(called, "chat", TOKEN);
    String again = bot.send(payload("callback", "cnv_aaaaaaaa", began));
    await(again, Code.DENIED_BY_STATEMENT);

    assertThat(site.target().effects("/conversations/cnv_aaaaaaaa/"))
        .extracting(Target.Effect::call, Target.Effect::body)
        .containsExactly(
            tuple(
                "POST /conversations/cnv_aaaaaaaa/orders/ord_10482210",
                "{\"parts\":[\"STATUS\",\"ARRIVAL\"]}"),
            tuple(
                "POST /conversations/cnv_aaaaaaaa/callbacks",
                "{\"order\":\"ord_10482210\",\"slot\":\"MORNING\"}"));
  }

  @Test
  void hasNoOtherCommandAndNoOtherField() {
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    await(bot.send(payload("refund", "cnv_bbbbbbbb", began)), Code.NO_RULE);
    await(bot.send(payload("typed-command", "cnv_bbbbbbbb", began)), Code.NO_RULE);
    await(bot.send(payload("card", "cnv_bbbbbbbb", began)), Code.CONSTRAINT_ENUM);
    await(bot.send(payload("callback", "cnv_bbbbbbbb", began)), Code.DENIED_BY_DEFAULT);

    assertThat(site.target().effects("cnv_bbbbbbbb")).isEmpty();
  }

  @Test
  void doesNothingMoreWhenTheConversationIsOver() {
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(LIFETIME).plusSeconds(25);

    String intime = bot.send(payload("show", "cnv_cccccccc", began));
    assertPerformed(intime, "chat", TOKEN);
    awaitEnd(began, LIFETIME);
    await(bot.send(payload("show", "cnv_cccccccc", began)), Code.SESSION_EXPIRED);
    Instant anew = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    await(bot.send(payload("show", "cnv_cccccccc", anew)), Code.SESSION_CHANGED);

    assertThat(site.target().effects("cnv_cccccccc")).hasSize(1);
  }
}
