package io.sallyport.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.Demo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final ActionType DEPLOY = type(Demo.bundle().actions());
  private static final Circumstances SHARED =
      new Circumstances("github", Assurance.SHARED, "source:github", Demo.NOW);

  private static final String PERMIT = "{id: p, effect: permit, when: 'true'}";
  private static final String PERMIT_NOT = "{id: pn, effect: permit, when: 'false'}";
  private static final String DENY = "{id: d, effect: deny, when: 'true', reason: frozen}";
  private static final String DENY_NOT = "{id: dn, effect: deny, when: 'false'}";
  private static final String ERROR =
      "{id: e, effect: permit, when: \"int(action.repository) == 1\"}";

  @Test
  void deniesByDefault() {
    assertThat(decide(PERMIT_NOT, DENY_NOT))
        .isEqualTo(new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of()));
  }

  @Test
  void permitsWhereNothingDenies() {
    assertThat(decide(DENY_NOT, PERMIT, PERMIT_NOT)).isEqualTo(new Ruling.Permit(List.of("p")));
  }

  @Test
  void deniesOverAnyPermitInAnyOrder() {
    Ruling denied = new Ruling.Deny(Code.DENIED_BY_STATEMENT, List.of("d"));

    assertThat(decide(PERMIT, DENY)).isEqualTo(denied);
    assertThat(decide(DENY, PERMIT)).isEqualTo(denied);
  }

  @Test
  void deniesOnAnyErrorInAnyOrder() {
    Ruling denied = new Ruling.Deny(Code.POLICY_ERROR, List.of("e"));

    assertThat(decide(PERMIT, ERROR)).isEqualTo(denied);
    assertThat(decide(ERROR, PERMIT)).isEqualTo(denied);
  }

  @Test
  void deniesWhatIsProvenTooLittle() {
    Circumstances asserted =
        new Circumstances("github", Assurance.ASSERTED, "source:github", Demo.NOW);

    assertThat(policies(PERMIT).decide(record(), asserted))
        .isEqualTo(new Ruling.Deny(Code.ASSURANCE_TOO_LOW, List.of()));
  }

  @Test
  void seesTheActionTheSourceAndTheClock() {
    String all =
        "{id: all, effect: permit, when: \"action.environment == 'staging'"
            + " && action.repository == 'acme/shop' && source.assurance == 'shared'"
            + " && principal == 'source:github' && now.getHours('UTC') == 12\"}";

    assertThat(decide(all)).isEqualTo(new Ruling.Permit(List.of("all")));
  }

  private static Ruling decide(String... statements) {
    return policies(statements).decide(record(), SHARED);
  }

  private static GenericData.Record record() {
    GenericData.Record record = new GenericData.Record(DEPLOY.schema());
    record.put("repository", "acme/shop");
    record.put("commit", "0".repeat(40));
    record.put("note", "");
    record.put(
        "environment",
        new GenericData.EnumSymbol(DEPLOY.schema().getField("environment").schema(), "staging"));
    return record;
  }

  private static Policies policies(String... statements) {
    String lines =
        Stream.of(statements).map(line -> "    - " + line).collect(Collectors.joining("\n"));
    ConfigDocument document =
        ConfigFile.parse(
                "policy.yaml",
                """
                apiVersion: sallyport/v1
                kind: Policy
                metadata: {name: deploy}
                spec:
                  action: com.example.actions.Deploy
                  statements:
                """
                    + lines)
            .getFirst();
    PolicyReader reader = new PolicyReader(Map.of(DEPLOY.name(), DEPLOY));
    boolean read = document.finish(() -> reader.read(document.spec()));
    assertThat(read).isTrue();
    return Optional.ofNullable(reader.policies().get(DEPLOY.name())).orElseThrow();
  }

  private static ActionType type(Map<String, ActionType> actions) {
    return actions.values().iterator().next();
  }
}
