package io.sallyport.validator.desk;

import static io.sallyport.validator.desk.Agents.CHAIN;
import static io.sallyport.validator.desk.Agents.DEPLOY;
import static io.sallyport.validator.desk.Agents.SOON;
import static io.sallyport.validator.desk.Agents.hops;
import static io.sallyport.validator.desk.Agents.sender;
import static io.sallyport.validator.desk.Agents.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.revocation.Target;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.hold.Room;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent proposes on behalf of a person, over another agent: from evidence to mandate. */
@Tag("AARM-R6")
@Tag("ASI03")
@Tag("ASI07")
class DelegatedTest {
  @TempDir private Path directory;
  @TempDir private Path keys;

  @BeforeEach
  void letAgentsPropose() {
    Bundles.copy(directory);
    People.approvers(directory);
    Bundles.replace(directory, "approvers.yaml", "'github:anna'", "'github:anna', 'agent:anna'");
    String files = Agents.keyFiles(keys);
    Bundles.write(
        directory,
        "source-github.yaml",
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec:
          scheme: {preset: jws-detached, verifiedBy: validator, keyFiles: [%s]}
          contentTypes: [application/json]
          forwardHeaders: [x-jws-signature]
          dedupe: {by: signedId, window: 75h}
          maxAge: 10m
        """
            .formatted(files));
  }

  private static Effects propose(Bundle bundle, List<String> hops) {
    return propose(bundle, "worker", hops);
  }

  private static Effects propose(Bundle bundle, String agent, List<String> hops) {
    return Demo.gate(bundle)
        .pass(delivery(bundle, agent, hops), id -> Optional.empty(), ChainState.start(0), Demo.NOW);
  }

  private static Delivery delivery(Bundle bundle, String agent, List<String> hops) {
    byte[] body = Demo.goodPush().getBytes(StandardCharsets.UTF_8);
    SourceSpec source = Optional.ofNullable(bundle.sources().get("github")).orElseThrow();
    RecordHeaders headers = Demo.headers();
    sender(agent)
        .with(hops)
        .headers(Demo.NOW, "p-1", Optional.empty(), body)
        .forEach((name, value) -> Demo.add(headers, "http-" + name, value));
    Claims claims = new Claims(Optional.of("p-1"), Optional.of(Demo.NOW), Optional.of(agent));
    byte[] key = DedupeIdentity.key(source, claims, Digest.of(body)).key();
    Origin origin = new Origin(Demo.TOPICS.untrusted(), Partitions.of(key, Demo.PARTITIONS), 42);
    return new Delivery(
        origin, Demo.NOW, Optional.of(Bytes.of(key)), Optional.of(Bytes.of(body)), headers);
  }

  private static Output only(Effects effects, String sink) {
    return effects.outputs().stream()
        .filter(output -> output.sink().equals(sink))
        .findFirst()
        .orElseThrow(() -> new AssertionError(effects.endings()));
  }

  private static Mandate mandate(Output sealed) {
    String payload = Optional.ofNullable(sealed.headers().get(Headers.MANDATE)).orElseThrow();
    byte[] claims = Base64.getUrlDecoder().decode(payload.split("\\.", -1)[1]);
    return MandateCodec.parse(Bytes.of(claims)).orElseThrow();
  }

  private static Code code(Effects effects) {
    return effects.endings().getLast().code();
  }

  private void add(String statement) {
    String statements = "  statements:";
    Bundles.replace(
        directory, "policy-deploy.yaml", statements, statements + "\n    - " + statement);
  }

  @Test
  void mandateNamesTheChainAndEndsWithIt() {
    Mandate mandate =
        mandate(only(propose(Bundles.read(directory), hops()), Sinks.trusted("deployments")));

    assertThat(mandate.evidence().delegation())
        .contains(new Delegation(CHAIN, SOON, Effect.WRITE, List.of(DEPLOY)));
    assertThat(mandate.validity().expiresAt()).as("the rule allows ten minutes").isEqualTo(SOON);
  }

  @Test
  void receiptNamesTheChain() {
    Output receipt = propose(Bundles.read(directory), hops()).outputs().getLast();

    String jws = new String(receipt.value().orElseThrow().toArray(), StandardCharsets.US_ASCII);
    assertThat(Office.body(jws))
        .isInstanceOfSatisfying(
            ReceiptBody.Decision.class,
            decision ->
                assertThat(decision.delivery().evidence().orElseThrow().delegation())
                    .contains(new Delegation(CHAIN, SOON, Effect.WRITE, List.of(DEPLOY))));
  }

  @Test
  void deniesWhatWasNotHandedOn() {
    Bundle bundle = Bundles.read(directory);

    assertThat(code(propose(bundle, hops(SOON, Effect.READ, DEPLOY))))
        .isEqualTo(Code.DELEGATION_SCOPE);
    assertThat(code(propose(bundle, hops(SOON, Effect.WRITE, "com.example.actions.Restart"))))
        .isEqualTo(Code.DELEGATION_SCOPE);
    assertThat(code(propose(bundle, List.of()))).as("its own").isEqualTo(Code.PERMITTED);
  }

  @Test
  void refusesEachBrokenChainByItsCode() {
    Bundle bundle = Bundles.read(directory);
    Instant late = Demo.NOW.plus(Duration.ofHours(2));

    assertThat(code(propose(bundle, hops(late, Effect.WRITE, DEPLOY))))
        .isEqualTo(Code.DELEGATION_WIDENED);
    assertThat(code(propose(bundle, List.of(hops().getFirst())))).isEqualTo(Code.DELEGATION_BROKEN);
    assertThat(code(propose(bundle, List.of(small(Demo.NOW.minusSeconds(60))))))
        .isEqualTo(Code.DELEGATION_EXPIRED);
    assertThat(code(propose(bundle, Collections.nCopies(5, small(SOON)))))
        .isEqualTo(Code.DELEGATION_TOO_DEEP);
  }

  @Test
  void policySeesTheChain() {
    add("{id: no-anna, effect: deny, when: \"'agent:anna' in chain\"}");
    Bundle bundle = Bundles.read(directory);

    assertThat(code(propose(bundle, hops()))).isEqualTo(Code.DENIED_BY_STATEMENT);
    assertThat(code(propose(bundle, List.of()))).isEqualTo(Code.PERMITTED);
  }

  private Bundle asking() {
    add("{id: ask, effect: stepUp, when: 'true', group: managers, threshold: 1, deadline: 1h}");
    return Bundles.read(directory);
  }

  @Test
  void nobodyOfTheChainApprovesAndNobodyAfterItsEnd() {
    Bundle bundle = asking();
    Held held = Office.held(only(propose(bundle, hops()), Sinks.held("deployments")));
    Room room = new Room(bundle);

    assertThat(held.hold().deadline()).isEqualTo(SOON);
    room.open(held);
    room.say("anna", held, Word.APPROVE);
    assertThat(room.verdicts()).containsExactly(Code.APPROVER_IS_REQUESTER.text());
    room.at(SOON.minusSeconds(30));
    room.say("ben", held, Word.APPROVE);
    assertThat(room.sealed())
        .singleElement()
        .satisfies(mandate -> {
          assertThat(mandate.validity().expiresAt()).isEqualTo(SOON);
          assertThat(mandate.evidence().chain()).isEqualTo(CHAIN);
        });
  }

  @Test
  void whoSignedItAloneIsInTheMandateAndDoesNotApproveIt() {
    Bundle bundle = asking();
    Held held = Office.held(only(propose(bundle, "anna", List.of()), Sinks.held("deployments")));
    Room room = new Room(bundle);

    assertThat(held.draft().evidence().principal()).contains("agent:anna");
    room.open(held);
    room.say("anna", held, Word.APPROVE);
    assertThat(room.verdicts()).containsExactly(Code.APPROVER_IS_REQUESTER.text());
    room.say("ben", held, Word.APPROVE);
    assertThat(room.sealed())
        .singleElement()
        .satisfies(mandate ->
            assertThat(Target.of(mandate, "deployments"))
                .contains(new Target(Target.Kind.PRINCIPAL, "agent:anna")));
  }

  /** Else who hands on could have persons asked, and the charge given back, every second. */
  @Test
  void nobodyIsAskedWithoutTimeToAnswer() {
    Bundle bundle = asking();
    List<String> enough = hops(Demo.NOW.plusSeconds(10), Effect.WRITE, DEPLOY);
    List<String> less = hops(Demo.NOW.plusSeconds(9), Effect.WRITE, DEPLOY);

    assertThat(code(propose(bundle, enough))).isEqualTo(Code.APPROVAL_NEEDED);
    assertThat(code(propose(bundle, less))).isEqualTo(Code.EXPIRED_BEFORE_SEAL);
  }

  @Test
  void policyIsAskedAboutTheChainAgainWhenPersonsHaveApproved() {
    String late = "'agent:anna' in chain && now > timestamp('" + Demo.NOW.plusSeconds(1) + "')";
    add("{id: late, effect: deny, when: \"" + late + "\"}");
    Bundle bundle = asking();
    Held held = Office.held(only(propose(bundle, hops()), Sinks.held("deployments")));
    Room room = new Room(bundle);
    room.open(held);
    room.at(Demo.NOW.plusSeconds(10));
    room.say("ben", held, Word.APPROVE);
    assertThat(room.ended().getLast().ending().code()).isEqualTo(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void deskKeepsTheChainAndItsScope() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 9, per: 1h}]\n  statements:");
    Bundle bundle = Bundles.read(directory);

    Office office = new Office(bundle);
    assertThat(office.decide(only(propose(bundle, hops()), Sinks.DESK)).ruling().code())
        .isEqualTo(Code.PERMITTED);
    Mandate mandate = mandate(office.written().getLast());
    assertThat(mandate.evidence().chain()).isEqualTo(CHAIN);
    assertThat(mandate.validity().expiresAt()).isEqualTo(SOON);

    Office other = new Office(bundle);
    Output wide = only(propose(bundle, hops(SOON, Effect.READ, DEPLOY)), Sinks.DESK);
    assertThat(other.decide(wide).ruling().code()).isEqualTo(Code.DELEGATION_SCOPE);
    assertThat(other.kept()).as("costs nothing").isEmpty();
  }
}
