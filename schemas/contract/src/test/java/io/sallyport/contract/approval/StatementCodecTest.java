package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.testkit.Seeded;
import io.sallyport.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCodecTest {
  private static final String VECTOR = "contract/approval-statement.json";
  private static final Statement GOLDEN = Poll.statement();

  @Test
  void isWrittenAsTheGoldenVector() {
    String canonical = text(StatementCodec.write(GOLDEN));
    String digest = StatementCodec.digest(GOLDEN).text();

    Vectors.regenerate(
        VECTOR, StrictJson.object().put("canonical", canonical).put("digest", digest));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(canonical).isEqualTo(vector.get("canonical").textValue());
    assertThat(digest).isEqualTo(vector.get("digest").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims())).contains(GOLDEN);
  }

  /** A library's RFC 8785 form of the same JSON is the same bytes, whatever the texts hold. */
  @Test
  void isTheCanonicalFormOfItsJson() {
    Seeded.forAll(
        500,
        random -> {
          Statement statement = Statements.drawn(random);

          byte[] written = StatementCodec.write(statement);

          assertThat(text(written)).isEqualTo(canonical(written));
          assertThat(StatementCodec.parse(Bytes.of(written))).contains(statement);
        });
  }

  @Test
  void whateverIsChangedHasAnotherDigest() {
    Seeded.forAll(
        500,
        random -> {
          Statement one = Statements.drawn(random);
          Statement other = Statements.changed(one, random);

          assertThat(other).isNotEqualTo(one);
          assertThat(StatementCodec.digest(other)).isNotEqualTo(StatementCodec.digest(one));
        });
  }

  @Test
  void refusesEveryOtherFormOfTheSame() {
    String canonical = text(StatementCodec.write(GOLDEN));
    List<String> others =
        List.of(
            canonical + " ",
            canonical.replace(",\"body\"", ", \"body\""),
            canonical.replace("github:octo", "github:\\u006fcto"),
            canonical.replace("1795090800", "1795090800.0"),
            canonical.replace("\"type\":", "\"type\":\"x\",\"type\":"));

    assertThat(others)
        .allSatisfy(other -> {
          assertThat(other).isNotEqualTo(canonical);
          assertThat(StatementCodec.parse(Bytes.utf8(other))).isEmpty();
        });
  }

  @Test
  void refusesEachMissingAndUnknownMember() {
    for (String name : claims().properties().stream().map(Map.Entry::getKey).toList()) {
      ObjectNode claims = claims();
      claims.remove(name);

      assertThat(parse(claims)).as(name).isEmpty();
    }
    assertThat(parse(claims().put("zone", "eu"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "action,x",
    "body,sha256:00",
    "cell,Deployments",
    "effect,delete",
    "environment,prod.k4x",
    "fingerprint,x",
    "requester,''",
    "requester,github octo",
    "requester,github:ø",
    "statement,sallyport-statement-v2",
    "type,''"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(parse(claims().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 9})
  void chainHasALimit(int hops) {
    List<String> chain = Collections.nCopies(hops, "agent:a");

    if (hops <= Statement.MAX_CHAIN) {
      assertThat(new Requester("github:octo", chain).identities()).hasSize(hops + 1);
    } else {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new Requester("github:octo", chain));
    }
  }

  @ParameterizedTest
  @CsvSource({"256,true", "257,false"})
  void textsHaveALimit(int length, boolean accepted) {
    assertThat(Statement.isText("x".repeat(length))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0x20,false", "0x21,true", "0x7e,true", "0x7f,false"})
  void textsShow(int character, boolean accepted) {
    assertThat(Statement.isText(Character.toString(character))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"64,p,true", "65,p,false", "1,p\u200b,false"})
  void policyShowsAndHasALimit(int count, String id, boolean accepted) {
    ObjectNode claims = claims();
    ArrayNode policy = claims.putArray("policy");
    Collections.nCopies(count, id).forEach(policy::add);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void neverThrowsOnChangedBytes() {
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = StatementCodec.write(GOLDEN);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          Optional<Statement> read = StatementCodec.parse(Bytes.of(changed));

          read.ifPresent(
              statement -> assertThat(StatementCodec.write(statement)).isEqualTo(changed));
        });
  }

  private static String canonical(byte[] json) throws IOException {
    return new JsonCanonicalizer(json).getEncodedString();
  }

  private static ObjectNode claims() {
    return StrictJson.read(StatementCodec.write(GOLDEN)).orElseThrow();
  }

  private static Optional<Statement> parse(ObjectNode claims) {
    return StatementCodec.parse(Bytes.of(StrictJson.write(claims)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
