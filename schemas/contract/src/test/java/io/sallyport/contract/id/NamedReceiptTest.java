package io.sallyport.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedReceiptTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @Test
  void isReadAsItWasWritten() throws Fields.Mismatch {
    NamedReceipt whole = new NamedReceipt("gate-0/7", Optional.of(DIGEST));

    assertThat(written(whole).toString())
        .isEqualTo("{\"decision\":\"gate-0/7\",\"before\":\"" + DIGEST.text() + "\"}");
    assertThat(read(written(whole))).contains(whole);
    NamedReceipt older = NamedReceipt.of("gate-0/7");
    assertThat(read(written(older))).contains(older);
    assertThat(read(StrictJson.object())).isEmpty();
  }

  @Test
  void refusesWhatNamesNoReceipt() {
    ObjectNode json = StrictJson.object().put("before", DIGEST.text());

    assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NamedReceipt.of("gate-0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ObjectNode written(NamedReceipt named) {
    ObjectNode json = StrictJson.object();
    named.write("decision", json::put);
    return json;
  }

  private static Optional<NamedReceipt> read(ObjectNode json) throws Fields.Mismatch {
    return NamedReceipt.read("decision", Fields.of(json));
  }
}
