package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MandateCodecTest {
  private static final String VECTOR = "contract/mandate.json";
  private static final String HELD = "contract/mandate-held.json";
  private static final String DESK = "contract/mandate-desk.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

  private static final Hold HOLD =
      new Hold(
          List.of(new Hold.Quorum("duty", 1), new Hold.Quorum("release-managers", 2)),
          Instant.ofEpochSecond(1_795_090_800));

  @Test
  void sealsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    byte[] payload = MandateCodec.write(Mandates.golden());

    String sealed = Jws.sign(key, Typ.MANDATE, payload);

    ObjectNode now = StrictJson.object().put("seed", SEED).put("compact", sealed);
    now.put("claims", new String(payload, StandardCharsets.UTF_8));
    Vectors.regenerate(VECTOR, now);
    JsonNode golden = Vectors.read(VECTOR);
    assertThat(sealed).isEqualTo(golden.get("compact").textValue());
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .isEqualTo(golden.get("claims").textValue());
  }

  @Test
  void sealsWhatPersonsApprovedAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String verdict = Vectors.read("contract/approval-verdict.json").get("compact").textValue();
    byte[] payload =
        MandateCodec.write(with(Mandates.golden(), List.of(verdict), Optional.of(HOLD)));

    String sealed = Jws.sign(key, Typ.MANDATE, payload);

    ObjectNode now = StrictJson.object().put("seed", SEED).put("compact", sealed);
    Vectors.regenerate(HELD, now.put("claims", new String(payload, StandardCharsets.UTF_8)));
    JsonNode golden = Vectors.read(HELD);
    assertThat(sealed).isEqualTo(golden.get("compact").textValue());
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .isEqualTo(golden.get("claims").textValue());
  }

  @Test
  void sealsWhatTheDeskDecidedAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    byte[] payload = MandateCodec.write(Mandates.atDesk());

    String sealed = Jws.sign(key, Typ.MANDATE, payload);

    ObjectNode now = StrictJson.object().put("seed", SEED).put("compact", sealed);
    Vectors.regenerate(DESK, now.put("claims", new String(payload, StandardCharsets.UTF_8)));
    assertThat(sealed).isEqualTo(Vectors.read(DESK).get("compact").textValue());
    assertThat(MandateCodec.parse(Bytes.of(payload))).contains(Mandates.atDesk());
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 43, 44})
  void deskKeyHasThirtyTwoBytes(int characters) {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("decision")).put("desk", "A".repeat(characters));

    assertThat(parse(claims).flatMap(Mandate::desk).map(DeskKey::text))
        .isEqualTo(Optional.of("A".repeat(characters)).filter(text -> characters == 43));
  }

  @Test
  void readsWhatItWrites() {
    byte[] payload = MandateCodec.write(Mandates.golden());

    assertThat(MandateCodec.parse(Bytes.of(payload))).contains(Mandates.golden());
  }

  @Test
  void refusesUnknownClaim() {
    ObjectNode claims = claims();
    claims.put("admin", true);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/act", "/authorization_details/0", "/decision", "/evidence"})
  void refusesUnknownMemberBelow(String place) {
    ObjectNode claims = claims();
    ((ObjectNode) claims.at(place)).put("admin", true);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void carriesApprovalsAndModifications() {
    Mandate golden = Mandates.golden();
    Digest bundle = golden.decision().bundle();
    Modification note = new Modification("/note", bundle, golden.evidence().digest());
    Mandate modified =
        new Mandate(
            golden.parties(),
            golden.id(),
            golden.validity(),
            golden.grant(),
            new Mandate.Decided(
                "MODIFIED",
                "rule",
                List.of("trim"),
                bundle,
                Optional.of(new NamedReceipt("gate-3/18", Optional.of(bundle))),
                List.of(note),
                Optional.empty()),
            golden.evidence(),
            List.of("a.b.c", "d.e.f"),
            Optional.of(HOLD));

    byte[] payload = MandateCodec.write(modified);

    assertThat(MandateCodec.parse(Bytes.of(payload))).contains(modified);
  }

  @Test
  void refusesSecondGrant() {
    ObjectNode claims = claims();
    claims.withArray("authorization_details").add(claims.get("authorization_details").get(0));

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void readsMandateOfBeforeReceiptsWereNamed() {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("decision")).remove("receipt");

    assertThat(parse(claims))
        .hasValueSatisfying(mandate -> assertThat(mandate.decision().receipt()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "gate-3/0, true",
    "gate-3/999999999999999999, true",
    "gate-3/1000000000000000000, false",
    "gate-3, false",
    "gate-3/, false",
    "/3, false",
    "gate/3/4, false",
    "gate 3/4, false",
    "gate\u20033/4, false",
    "gate-3/-4, false"
  })
  void namesReceiptByChainAndPlace(String receipt, boolean accepted) {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("decision")).put("receipt", receipt);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void refusesEachMissingClaim() {
    List<String> names = new ArrayList<>(claims().properties().size());
    claims().fieldNames().forEachRemaining(names::add);
    names.remove("sid");
    for (String name : names) {
      ObjectNode claims = claims();
      claims.remove(name);

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "253402300799,true", "253402300800,false"})
  void holdsDatesToThisEra(long seconds, boolean accepted) {
    ObjectNode claims = claims();
    claims.put("exp", seconds);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void refusesClaimsOfAnotherType() {
    for (String name : List.of("iss", "exp", "act", "authorization_details", "approvals")) {
      ObjectNode claims = claims();
      claims.set(name, StrictJson.object().numberNode(1.5));

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void neverThrowsOnChangedBytes() {
    long seed = 20261121;
    Random random = new Random(seed);
    byte[] payload = MandateCodec.write(Mandates.golden());
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = payload.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

      Optional<Mandate> mandate = MandateCodec.parse(Bytes.of(changed));

      mandate.ifPresent(read -> assertThat(read.grant().partition()).isNotNegative());
    }
  }

  @Test
  void carriesAtMostEightApprovals() {
    Mandate golden = Mandates.golden();
    List<String> eight = Collections.nCopies(8, "a.b.c");
    List<String> nine = Collections.nCopies(9, "a.b.c");

    assertThat(with(golden, eight, Optional.of(HOLD)).approvals()).hasSize(8);
    assertThatThrownBy(() -> with(golden, nine, Optional.of(HOLD)))
        .hasMessageContaining("at most 8");
  }

  @Test
  void refusesApprovalsOfNothing() {
    Mandate golden = Mandates.golden();
    ObjectNode claims = claims();
    claims.withArray("approvals").add("a.b.c");

    assertThat(parse(claims)).isEmpty();
    assertThatThrownBy(() -> with(golden, List.of("a.b.c"), Optional.empty()))
        .hasMessageContaining("the hold");
  }

  @ParameterizedTest
  @CsvSource({"604799,true", "604800,true", "604801,false"})
  void deadlineLiesWithinSevenDays(long seconds, boolean accepted) {
    Mandate golden = Mandates.golden();
    ObjectNode claims =
        StrictJson.read(MandateCodec.write(with(golden, List.of("a.b.c"), Optional.of(HOLD))))
            .orElseThrow();
    long issued = golden.validity().issuedAt().getEpochSecond();
    ((ObjectNode) claims.get("hold")).put("deadline", issued + seconds);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void refusesUnknownMemberOfTheHold() {
    Mandate held = with(Mandates.golden(), List.of("a.b.c"), Optional.of(HOLD));
    ObjectNode claims = StrictJson.read(MandateCodec.write(held)).orElseThrow();
    ObjectNode quorum = claims.deepCopy();
    ((ObjectNode) claims.get("hold")).put("waived", true);
    ((ObjectNode) quorum.at("/hold/quorums/0")).put("waived", true);

    assertThat(parse(claims)).isEmpty();
    assertThat(parse(quorum)).isEmpty();
  }

  private static Mandate with(Mandate base, List<String> approvals, Optional<Hold> hold) {
    return new Mandate(
        base.parties(),
        base.id(),
        base.validity(),
        base.grant(),
        base.decision(),
        base.evidence(),
        approvals,
        hold);
  }

  private static ObjectNode claims() {
    return StrictJson.read(MandateCodec.write(Mandates.golden())).orElseThrow();
  }

  private static Optional<Mandate> parse(ObjectNode claims) {
    return MandateCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}
