package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.BUNDLE;
import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.NOTHING;
import static io.sallyport.validator.gate.Passing.bytes;
import static io.sallyport.validator.gate.Passing.codes;
import static io.sallyport.validator.gate.Passing.only;
import static io.sallyport.validator.gate.Passing.pass;
import static io.sallyport.validator.gate.Passing.sinks;
import static io.sallyport.validator.gate.Passing.start;
import static io.sallyport.validator.gate.Passing.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("CSF-GV.PO")
class GateTest {
  @TempDir private Path directory;

  @Test
  void sealsWhatRulesAndPolicyAllow() {
    Effects effects = pass(Demo.delivery(Demo.goodPush()));

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "deploy-on-push", "ALLOWED", Code.PERMITTED));
    Output sealed = only(effects, "trusted-deployments");
    assertThat(sealed.headers().keySet()).containsExactly("mandate", "traceparent");
    assertThat(sealed.headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(sealed.key())
        .isEqualTo(Bytes.of(Digest.sha256("staging".getBytes(StandardCharsets.US_ASCII))));
    assertThat(decoded(sealed))
        .isEqualTo(
            "{\"repository\": \"acme/shop\", \"commit\": \""
                + "0".repeat(39)
                + "1\","
                + " \"environment\": \"staging\", \"note\": \"fix the till\"}");
  }

  @Test
  void signsWhatItSeals() {
    Delivery delivery = Demo.delivery(Demo.goodPush());

    Output sealed = only(pass(delivery), "trusted-deployments");

    Mandate mandate = mandate(sealed);
    assertThat(mandate.parties())
        .isEqualTo(
            new Mandate.Parties(
                "test-cluster/validator",
                "test-cluster/deployments",
                "github:octo",
                Optional.empty(),
                "source:github"));
    assertThat(mandate.grant().topic()).isEqualTo("sallyport.trusted.deployments");
    assertThat(mandate.grant().partition())
        .isEqualTo(Partitions.of(sealed.key().toArray(), Demo.PARTITIONS));
    assertThat(mandate.grant().key()).isEqualTo(sealed.key());
    assertThat(mandate.grant().digest())
        .isEqualTo(Digest.of(sealed.value().orElseThrow().toArray()));
    assertThat(mandate.grant().fingerprint()).isEqualTo(type().fingerprint());
    assertThat(mandate.decision().receipt().orElseThrow().id()).isEqualTo("gate-0/2");
    assertThat(mandate.decision())
        .extracting("result", "rule", "policy", "bundle")
        .containsExactly("ALLOWED", "deploy-on-push", List.of("known-repository"), BUNDLE.digest());
    assertThat(mandate.evidence().origin()).isEqualTo(delivery.origin());
    assertThat(mandate.validity())
        .isEqualTo(new Mandate.Validity(Demo.NOW, Demo.NOW, Demo.NOW.plus(Duration.ofMinutes(10))));
  }

  @Test
  void givesTheSameDeliveryTheSameActionAgain() {
    Mandate first = mandate(only(pass(Demo.delivery(Demo.goodPush())), "trusted-deployments"));
    Instant later = Demo.NOW.plusSeconds(60);

    Effects again = GATE.pass(Demo.delivery(Demo.goodPush()), NOTHING, start(), later);

    Mandate second = mandate(only(again, "trusted-deployments"));
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.validity()).isEqualTo(first.validity());
  }

  @Test
  void sealsWhatPolicyChangedAndSaysSoInMandateAndReceipt() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "statements:",
        "statements:\n    - {id: short, effect: modify, when: size(action.note) > 3,"
            + " set: {note: 'action.note.substring(0, 3)'}}");
    Gate gate = Demo.gate(Bundles.read(directory));

    Effects effects = gate.pass(Demo.delivery(Demo.goodPush()), NOTHING, start(), Demo.NOW);

    Output sealed = only(effects, "trusted-deployments");
    Mandate.Decided decided = mandate(sealed).decision();
    assertThat(effects.endings().getFirst().code()).isEqualTo(Code.MODIFIED);
    assertThat(decoded(sealed)).contains("\"note\": \"fix\"");
    assertThat(decided.result()).isEqualTo("MODIFIED");
    assertThat(decided.policy()).containsExactly("known-repository", "short");
    assertThat(decided.modified()).extracting(Modification::pointer).containsExactly("/note");
    assertThat(Passing.verdict(effects).modified()).isEqualTo(decided.modified());
  }

  @Test
  void saysWhichBundleDecidesOnceForEachChain() {
    Effects first = GATE.announce(start(), Demo.NOW);

    assertThat(sinks(first)).containsExactly("receipts", "receipts");
    assertThat(GATE.announce(first.chain(), Demo.NOW).outputs()).isEmpty();
  }

  @Test
  void stopsWhereANewerBundleHasDecided() {
    BundleVersion newer = new BundleVersion(BUNDLE.digest(), 1);
    ChainState chain = new ChainState(start().head(), Optional.of(newer));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> GATE.announce(chain, Demo.NOW))
        .withMessageContaining("deploy the newer one");
  }

  @Test
  void deniesByDefault() {
    Effects effects = pass(Demo.delivery(Demo.push("acme/other", "main", "0".repeat(40))));

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "deploy-on-push", "DENIED", Code.DENIED_BY_DEFAULT));
    assertThat(sinks(effects)).containsOnly("receipts");
    assertThat(effects.remembered()).hasSize(1);
  }

  @Test
  void quarantinesWhatDoesNotBind() {
    Effects effects = pass(Demo.delivery(Demo.push("acme/shop", "main", "not-a-commit")));

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "deploy-on-push", "UNBOUND", Code.CONSTRAINT_FORMAT));
    Output quarantined = only(effects, "quarantine");
    assertThat(quarantined.headers())
        .containsEntry(Headers.CODE, "constraint-format")
        .containsEntry(Headers.POINTER, "/after")
        .containsEntry(Headers.RULE, "deploy-on-push")
        .containsEntry(Headers.BUNDLE, BUNDLE.digest().text())
        .containsEntry(Headers.SOURCE, "github")
        .containsKey(Headers.ORIGIN);
    assertThat(effects.remembered()).isEmpty();
  }

  @Test
  void deniesWhatARuleCannotAnswer() {
    Gate gate = Demo.gate(Rulebook.with(directory, "size(event.commits) > 0"));

    Effects effects = gate.pass(Demo.delivery(Demo.goodPush()), NOTHING, start(), Demo.NOW);

    assertThat(effects.endings())
        .contains(new Ending("github", "more-0", "DENIED", Code.MATCH_ERROR));
  }

  @Test
  void ignoresAnEventWhoseDiscriminatorIsOfAnotherKind() {
    Effects effects = pass(Demo.delivery("{\"pusher\": {}, \"ref\": 5}"));

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "-", "IGNORED", Code.NO_RULE));
  }

  @Test
  void decidesAsManyRulesAsTheLimitAllows() {
    Gate gate = Demo.gate(Rulebook.of(directory, 32));

    assertThat(codes(gate, Demo.delivery("{\"after\": \"%s\"}".formatted("a".repeat(40)))))
        .hasSize(32)
        .containsOnly(Code.PERMITTED);
  }

  @Test
  void refusesADeliveryForWhichMoreRulesFire() {
    Gate gate = Demo.gate(Rulebook.of(directory, 33));

    assertThat(codes(gate, Demo.delivery("{\"after\": \"%s\"}".formatted("a".repeat(40)))))
        .containsExactly(Code.RULES_TOO_MANY);
  }

  @Test
  void ignoresWhatNoRuleIsFor() {
    Effects effects = pass(Demo.delivery("{\"zen\": \"Keep it logically awesome.\"}"));

    assertThat(effects.endings())
        .containsExactly(new Ending("github", "-", "IGNORED", Code.NO_RULE));
    assertThat(sinks(effects)).containsOnly("receipts");
    assertThat(effects.remembered()).isEmpty();
  }

  @Test
  void doesNotLiveLongerWhenTheBrokersClockRunsAhead() {
    Delivery ahead = Demo.delivery(bytes(Demo.goodPush()), Demo.NOW.plusSeconds(3600));

    Mandate mandate = mandate(only(pass(ahead), "trusted-deployments"));

    assertThat(mandate.validity().expiresAt()).isEqualTo(Demo.NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void copiesNoMoreThanTheLimitToQuarantine() {
    byte[] huge = new byte[(2 << 20) + 1];

    Output quarantined = only(pass(Demo.delivery(huge, Demo.NOW)), "quarantine");

    assertThat(quarantined.value().orElseThrow().size()).isZero();
  }

  @Test
  void refusesActionsThatTheTrustedTopicCannotTake() {
    Output sealed = only(pass(Demo.delivery(Demo.goodPush())), "trusted-deployments");
    int limit = sealed.value().orElseThrow().size() + Mandate.MAX_SIZE;

    assertThat(codes(Demo.gate(BUNDLE, limit), Demo.delivery(Demo.goodPush())))
        .containsExactly(Code.PERMITTED);
    assertThat(codes(Demo.gate(BUNDLE, limit - 1), Demo.delivery(Demo.goodPush())))
        .containsExactly(Code.ACTION_TOO_LARGE);
  }

  @Test
  void doesNotLetARequesterThroughThatIsNoName() {
    String push = Demo.goodPush().replace("\"login\": \"octo\"", "\"login\": \"o cto\\u2028\"");

    assertThat(pass(Demo.delivery(push)).endings())
        .containsExactly(new Ending("github", "deploy-on-push", "UNBOUND", Code.BIND_TYPE));
  }

  @Test
  void copiesNothingOfTheDeliveryIntoHeaders() {
    RecordHeaders headers = Demo.headers();
    Demo.add(headers, "secret", "hunter2");
    Demo.add(headers, "mandate", "forged");

    Output sealed = only(pass(with(headers)), "trusted-deployments");

    assertThat(sealed.headers().keySet()).isEqualTo(Set.of("mandate", "traceparent"));
    assertThat(sealed.headers().values()).noneMatch(value -> value.contains("forged"));
  }

  private static Mandate mandate(Output sealed) {
    PinnedKey pinned = PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"));
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.MANDATE, "deployments", Mandate.MAX_SIZE);
    String jws = Optional.ofNullable(sealed.headers().get("mandate")).orElseThrow();
    return switch (verifier.verify(jws, Demo.NOW)) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  private static String decoded(Output sealed) {
    Bytes avro = WireFormat.unframe(sealed.value().orElseThrow().toArray()).orElseThrow().avro();
    return switch (ActionCodec.decodeCanonical(type(), avro.toArray())) {
      case Decoding.Decoded decoded -> decoded.record().toString();
      case Decoding.Refused refused -> throw new AssertionError(refused.reason());
    };
  }

  private static ActionType type() {
    return Optional.ofNullable(BUNDLE.actions().get("com.example.actions.Deploy")).orElseThrow();
  }
}
