package io.sallyport.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids are what the golden vectors say, computed apart from this code with sha256sum. */
class IdVectorsTest {

  static Stream<JsonNode> vectors() {
    return Vectors.read("contract/ids.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derivesDedupeId(JsonNode vector) {
    DedupeId id = dedupeId(vector);

    assertThat(id.text()).isEqualTo(vector.get("dedupe").textValue());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void derivesActionId(JsonNode vector) {
    DedupeId dedupe = dedupeId(vector);

    ActionId id = ActionId.of(text(vector, "source"), dedupe, text(vector, "rule"));

    assertThat(id.text()).isEqualTo(text(vector, "action"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void placesKeyOnPartition(JsonNode vector) {
    byte[] key = dedupeId(vector).key();

    int partition = Partitions.of(key, 16);

    assertThat(partition).isEqualTo(vector.get("partitionOf16").intValue());
  }

  static Stream<JsonNode> deskKeys() {
    return Vectors.read("contract/desk-keys.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("deskKeys")
  void derivesDeskKey(JsonNode vector) {
    DeskKey key =
        vector.has("cell")
            ? DeskKey.ofOrder(text(vector, "cell"), text(vector, "order"))
            : DeskKey.ofPrincipal(text(vector, "source"), text(vector, "principal"));

    assertThat(key.text()).isEqualTo(text(vector, "desk"));
    assertThat(DeskKey.of(key.bytes())).isEqualTo(key);
  }

  static Stream<JsonNode> sessions() {
    return deskKeys().filter(vector -> vector.has("sid"));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void derivesSessionId(JsonNode vector) {
    SessionId id =
        SessionId.of(text(vector, "source"), text(vector, "principal"), text(vector, "sid"));

    assertThat(id.text()).isEqualTo(text(vector, "session"));
  }

  @Test
  void aChainsKeyIsNoMemorys() {
    byte[] parts = "sallyport-witness-v1\0deployments-1".getBytes(StandardCharsets.UTF_8);
    DeskKey key = DeskKey.ofChain("deployments-1");

    assertThat(key.bytes()).isEqualTo(Bytes.of(Digest.sha256(parts)));
    assertThat(key).isNotEqualTo(DeskKey.ofOrder("deployments-1", ""));
    assertThat(key).isNotEqualTo(DeskKey.ofPrincipal("deployments-1", ""));
  }

  @Test
  void deskKeyIsThirtyTwoBytes() {
    assertThatThrownBy(() -> DeskKey.of(Bytes.of(new byte[31]))).hasMessageContaining("desk key");
    assertThatThrownBy(() -> DeskKey.of(Bytes.of(new byte[33]))).hasMessageContaining("desk key");
  }

  @Test
  void setsPartsApart() {
    byte[] value = {1};

    DedupeId joined = DedupeId.of("ab", "c", DedupeId.Basis.SIGNED_ID, value);

    assertThat(joined).isNotEqualTo(DedupeId.of("a", "bc", DedupeId.Basis.SIGNED_ID, value));
  }

  @Test
  void tellsBasesApart() {
    byte[] value = {1};

    DedupeId byId = DedupeId.of("a", "b", DedupeId.Basis.SIGNED_ID, value);

    assertThat(byId).isNotEqualTo(DedupeId.of("a", "b", DedupeId.Basis.SIGNED_BYTES, value));
  }

  @Test
  void refusesZeroByteInParts() {
    assertThatThrownBy(() -> DedupeId.of("a\0", "b", DedupeId.Basis.SIGNED_ID, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTextOfAnotherForm() {
    assertThatThrownBy(() -> new ActionId("abc")).hasMessageContaining("43 base64url");
  }

  @Test
  void namesPartitionOfChain() {
    assertThat(Partitions.ofChain("deploy-eu-12")).isEqualTo(12);
  }

  @Test
  void writesOriginAsItReadsIt() {
    Origin origin = Origin.parse("sallyport.untrusted:3:42");

    assertThat(origin.text()).isEqualTo("sallyport.untrusted:3:42");
  }

  @Test
  void refusesOriginOfAnotherForm() {
    assertThatThrownBy(() -> Origin.parse("a:b:c")).hasMessageContaining("topic:partition:offset");
  }

  @Test
  void copiesBytesInAndOut() {
    byte[] mine = {1, 2};
    Bytes bytes = Bytes.of(mine);

    mine[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes).isEqualTo(Bytes.of(new byte[] {1, 2}));
  }

  @Test
  void keepsContentOutOfToString() {
    assertThat(Bytes.utf8("secret").toString()).isEqualTo("Bytes[6]");
  }

  private static DedupeId dedupeId(JsonNode vector) {
    byte[] value = java.util.HexFormat.of().parseHex(text(vector, "valueHex"));
    return DedupeId.of(
        text(vector, "source"), text(vector, "principal"), DedupeId.Basis.SIGNED_BYTES, value);
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).textValue();
  }
}
