package io.sallyport.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.Demo;
import io.sallyport.validator.expression.Evaluated.Truth;
import io.sallyport.validator.expression.ExpressionLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("AARM-R3")
@Tag("AARM-R4")
@Tag("ASI01")
class PoliciesTest {
  private static final ActionType DEPLOY = type(Demo.bundle().actions());
  private static final Circumstances SHARED = circumstances(Assurance.SHARED);

  private static final String PERMIT = "{id: p, effect: permit, when: 'true'}";
  private static final String PERMIT_NOT = "{id: pn, effect: permit, when: 'false'}";
  private static final String DENY = "{id: d, effect: deny, when: 'true', reason: frozen}";
  private static final String DENY_NOT = "{id: dn, effect: deny, when: 'false'}";
  private static final String ERROR =
      "{id: e, effect: permit, when: \"int(action.repository) == 1\"}";

  private static final String AFTER_ONE = "{id: s, effect: deny, when: session.actions > 0}";
  private static final String CUT =
      "{id: cut, effect: modify, when: size(action.note) > 3,"
          + " set: {note: 'action.note.substring(0, 3)'}}";

  private static Circumstances circumstances(Assurance assurance) {
    return new Circumstances(
        "github", assurance, "source:github", Demo.NOW, Optional.empty(), List.of());
  }

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
    Circumstances asserted = circumstances(Assurance.ASSERTED);

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

  @Test
  void deniesWhereASessionIsReadAndThereIsNone() {
    assertThat(decide(PERMIT, AFTER_ONE))
        .isEqualTo(new Ruling.Deny(Code.POLICY_ERROR, List.of("s")));
  }

  @Test
  void asksNothingOfASessionAgainWhenPersonsHaveApproved() {
    assertThat(policies(PERMIT, AFTER_ONE).forbids(record(), SHARED)).isEmpty();
    assertThat(policies(PERMIT, AFTER_ONE, DENY).forbids(record(), SHARED))
        .contains(new Ruling.Deny(Code.DENIED_BY_STATEMENT, List.of("d")));
  }

  @Test
  void changesNothingThatIsNotPermitted() {
    assertThat(decide(CUT)).isEqualTo(new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of()));
    assertThat(decide(CUT, PERMIT, DENY))
        .isEqualTo(new Ruling.Deny(Code.DENIED_BY_STATEMENT, List.of("d")));
  }

  @Test
  void changesWhatIsPermittedAndTellsBothValues() {
    Ruling.Modify ruling = modified(CUT, PERMIT);

    assertThat(ruling.statements()).containsExactly("p", "cut");
    assertThat(ruling.record().get("note")).isEqualTo("fix");
    assertThat(ruling.record().get("commit")).isEqualTo(record().get("commit"));
    assertThat(ruling.changes())
        .containsExactly(
            new Modification(
                "/note",
                Digest.of(new byte[] {14, 'f', 'i', 'x', ' ', 't', 'h', 'e'}),
                Digest.of(new byte[] {6, 'f', 'i', 'x'})));
  }

  @Test
  void permitsAsProposedWhereAChangeChangesNothing() {
    assertThat(decide("{id: m, effect: modify, when: 'true', set: {note: action.note}}", PERMIT))
        .isEqualTo(new Ruling.Permit(List.of("p")));
  }

  @Test
  void asksAgainAboutTheChangedAction() {
    String steal = "{id: m, effect: modify, when: 'true', set: {repository: \"'acme/other'\"}}";
    String shop = "{id: shop, effect: permit, when: \"action.repository == 'acme/shop'\"}";
    String notOther = "{id: not, effect: deny, when: \"action.repository == 'acme/other'\"}";

    assertThat(decide(steal, shop)).isEqualTo(new Ruling.Deny(Code.DENIED_BY_DEFAULT, List.of()));
    assertThat(decide(steal, PERMIT, notOther))
        .isEqualTo(new Ruling.Deny(Code.DENIED_BY_STATEMENT, List.of("not")));
  }

  @Test
  void deniesWhereTwoStatementsSetOneField() {
    String other = "{id: other, effect: modify, when: 'true', set: {note: \"''\"}}";

    assertThat(decide(PERMIT, CUT, other))
        .isEqualTo(new Ruling.Deny(Code.MODIFY_CONFLICT, List.of("other")));
  }

  @Test
  void deniesWhereAChangeBreaksAConstraint() {
    String bad = "{id: m, effect: modify, when: 'true', set: {commit: \"'head'\"}}";

    assertThat(decide(PERMIT, bad)).isEqualTo(new Ruling.Deny(Code.MODIFY_INVALID, List.of("m")));
  }

  @Test
  void deniesWhereAChangeHasNoValue() {
    String bad = "{id: m, effect: modify, when: 'true', set: {note: action.note.substring(99)}}";

    assertThat(decide(PERMIT, bad)).isEqualTo(new Ruling.Deny(Code.POLICY_ERROR, List.of("m")));
  }

  @Test
  void tellsEachStatementForPeople() {
    assertThat(policies(PERMIT, DENY_NOT, CUT, ERROR).judge(record(), SHARED))
        .containsExactly(
            new Judged("p", "permit", Truth.TRUE),
            new Judged("dn", "deny", Truth.FALSE),
            new Judged("cut", "modify", Truth.TRUE),
            new Judged("e", "permit", Truth.ERROR));
  }

  private static Ruling.Modify modified(String... statements) {
    return switch (decide(statements)) {
      case Ruling.Modify modify -> modify;
      case Ruling other -> throw new AssertionError(other);
    };
  }

  private static Ruling decide(String... statements) {
    return policies(statements).decide(record(), SHARED);
  }

  private static GenericData.Record record() {
    GenericData.Record record = new GenericData.Record(DEPLOY.schema());
    record.put("repository", "acme/shop");
    record.put("commit", "0".repeat(40));
    record.put("note", "fix the");
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
    PolicyReader reader =
        new PolicyReader(
            Map.of(DEPLOY.name(), DEPLOY), ExpressionLimits.DEFAULTS, QuotaLimits.DEFAULTS);
    boolean read = document.finish(() -> reader.read(document.spec()));
    assertThat(read).isTrue();
    return Optional.ofNullable(reader.policies().get(DEPLOY.name())).orElseThrow();
  }

  private static ActionType type(Map<String, ActionType> actions) {
    return actions.values().iterator().next();
  }
}
