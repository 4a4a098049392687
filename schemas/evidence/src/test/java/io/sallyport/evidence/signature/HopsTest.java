package io.sallyport.evidence.signature;

import static io.sallyport.evidence.signature.Handers.LATER;
import static io.sallyport.evidence.signature.Handers.NOW;
import static io.sallyport.evidence.signature.Handers.grant;
import static io.sallyport.evidence.signature.Handers.hop;
import static io.sallyport.evidence.signature.Handers.propose;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.evidence.signature.Verification.Reason;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each hop hands on no more than it was handed, to whom comes next. */
@Tag("ASI03")
@Tag("ASI07")
class HopsTest {
  private static final int WORKER = 5;
  private static final String HEADER =
      "{\"typ\":\"sallyport-delegation\",\"alg\":\"Ed25519\",\"kid\":\"anna\"}";

  /** As anna's key signs it, whatever it says. */
  private static String signed(String header, String claims) {
    return Handers.signed(
        0,
        Sample.base64Url(Bytes.utf8(header).toArray())
            + "."
            + Sample.base64Url(Bytes.utf8(claims).toArray()));
  }

  private static void assertUnproven(Verification verification, Reason reason) {
    assertThat(verification).isEqualTo(new Verification.Unproven(reason));
  }

  @Test
  void tellsTheChainAndWhatIsLeft() {
    String last = hop(1, grant(WORKER, LATER.minusSeconds(1), Effect.READ, "a.Deploy"));

    assertThat(Handers.delegation(propose(WORKER, List.of(hop(0, 1), last))))
        .contains(
            new Delegation(
                List.of("agent:anna", "agent:b", "agent:worker"),
                LATER.minusSeconds(1),
                Effect.READ,
                List.of("a.Deploy")));
  }

  /** What JSON writes with more characters than it has could make a receipt too large. */
  @Test
  void handsOnNoNameThatJsonEscapes() {
    for (String name : List.of("a\"b", "a\\b")) {
      String hop = hop(0, grant(WORKER, LATER, Effect.READ, "a.Deploy", name));

      assertThat(propose(WORKER, List.of(hop))).isInstanceOf(Verification.Unproven.class);
    }
    String plain = hop(0, grant(WORKER, LATER, Effect.READ, "a.Deploy", "a'b"));
    assertThat(propose(WORKER, List.of(plain))).isInstanceOf(Verification.Proven.class);
  }

  @Test
  void takesFourHopsAndNoMore() {
    List<String> four = List.of(hop(0, 1), hop(1, 2), hop(2, 3), hop(3, WORKER));
    List<String> five = List.of(hop(0, 1), hop(1, 2), hop(2, 3), hop(3, 4), hop(4, WORKER));

    assertThat(Handers.delegation(propose(WORKER, four)).orElseThrow().chain()).hasSize(5);
    assertThat(propose(WORKER, five)).isInstanceOf(Verification.Unproven.class);
  }

  @Test
  void refusesFiveShortHops() {
    List<String> five =
        List.of(small(0, 1), small(1, 2), small(2, 3), small(3, 4), small(4, WORKER));

    assertUnproven(propose(WORKER, five), Reason.DELEGATION_TOO_DEEP);
  }

  private static String small(int from, int to) {
    return hop(from, grant(to, LATER, Effect.READ, "a"));
  }

  @Test
  void refusesWhatIsWidened() {
    for (AgentSender.Grant wider :
        List.of(
            grant(WORKER, LATER.plusSeconds(1), Effect.WRITE, "a.Deploy"),
            grant(WORKER, LATER, Effect.PERSIST, "a.Deploy"),
            grant(WORKER, LATER, Effect.WRITE, "a.Deploy", "a.Delete"))) {
      assertUnproven(propose(WORKER, List.of(hop(0, 1), hop(1, wider))), Reason.DELEGATION_WIDENED);
    }
  }

  @Test
  void refusesWhatDoesNotFollow() {
    String elsewhere =
        Handers.sender(0, "others").handOn(grant(WORKER, LATER, Effect.WRITE, "a.Deploy"));
    for (List<String> hops :
        List.of(
            List.of(hop(0, 1)),
            List.of(hop(1, 2), hop(3, WORKER)),
            List.of(hop(1, WORKER), hop(0, 1)),
            List.of(hop(0, 1), hop(1, 0), hop(0, WORKER)),
            List.of(hop(WORKER, WORKER)),
            List.of(elsewhere))) {
      assertUnproven(propose(WORKER, hops), Reason.DELEGATION_BROKEN);
    }
  }

  @Test
  void refusesWhatIsOverOrNotBegun() {
    AgentSender worker = Handers.sender(WORKER, "agents").with(List.of(hop(0, WORKER)));

    assertThat(propose(worker, LATER.minusSeconds(1))).isInstanceOf(Verification.Proven.class);
    assertUnproven(propose(worker, LATER), Reason.DELEGATION_EXPIRED);
    assertThat(propose(worker, NOW.minus(Sample.TOLERANCE)))
        .isInstanceOf(Verification.Proven.class);
    assertUnproven(
        propose(worker, NOW.minus(Sample.TOLERANCE).minusSeconds(1)), Reason.DELEGATION_EXPIRED);
  }

  @Test
  void refusesHopsOfOtherKeysAndForms() {
    String good = hop(0, WORKER);
    String forged =
        good.substring(0, good.lastIndexOf('.')) + hop(1, 2).substring(hop(1, 2).lastIndexOf('.'));

    assertUnproven(propose(WORKER, List.of(forged)), Reason.MISMATCH);
    for (String other : List.of("", "a.b.c", good + ".", good.replace('.', ':'))) {
      assertUnproven(propose(WORKER, List.of(other)), Reason.MALFORMED);
    }
    String claims =
        """
        {"iss":"anna","sub":"worker","aud":"agents","iat":%d,"exp":%d,"effect":"read",\
        "actions":["a"]}\
        """
            .formatted(NOW.getEpochSecond(), LATER.getEpochSecond());
    assertThat(Handers.delegation(propose(WORKER, List.of(signed(HEADER, claims))))).isPresent();
    assertUnproven(
        propose(WORKER, List.of(signed(HEADER, claims.replace("anna", "b")))), Reason.MISMATCH);
    for (String other :
        List.of(
            signed(HEADER.replace("sallyport-delegation", "sallyport-proposal"), claims),
            signed(HEADER.replace("}", ",\"crit\":[]}"), claims),
            signed(HEADER, claims.replace("[\"a\"]", "[\"a\",\"a\"]")),
            signed(HEADER, claims.replace("}", ",\"jti\":\"1\"}")))) {
      assertUnproven(propose(WORKER, List.of(other)), Reason.MALFORMED);
    }
    String none = hop(0, grant(WORKER, LATER, Effect.WRITE));
    assertUnproven(propose(WORKER, List.of(none)), Reason.MALFORMED);
    String over = hop(0, grant(WORKER, NOW, Effect.WRITE, "a.Deploy"));
    assertUnproven(propose(WORKER, List.of(over)), Reason.MALFORMED);
  }
}
