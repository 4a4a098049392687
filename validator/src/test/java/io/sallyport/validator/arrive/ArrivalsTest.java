package io.sallyport.validator.arrive;

import static io.sallyport.validator.arrive.Direct.BODY;
import static io.sallyport.validator.arrive.Direct.EVIDENCE;
import static io.sallyport.validator.arrive.Direct.HOOKS;
import static io.sallyport.validator.arrive.Direct.MAX_BODY;
import static io.sallyport.validator.arrive.Direct.OPEN;
import static io.sallyport.validator.arrive.Direct.ORDERS;
import static io.sallyport.validator.arrive.Direct.add;
import static io.sallyport.validator.arrive.Direct.at;
import static io.sallyport.validator.arrive.Direct.headers;
import static io.sallyport.validator.arrive.Direct.rekey;
import static io.sallyport.validator.arrive.Direct.sent;
import static io.sallyport.validator.arrive.Direct.signature;
import static io.sallyport.validator.arrive.Direct.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrive makes of any record of a direct producer. */
class ArrivalsTest {
  private static final Bytes PLACE = Bytes.utf8("sallyport.untrusted.orders:11:42");
  private static final int HEADROOM = 64 << 10;

  @Test
  void keysByTheIdentityThatTheRecordPresents() {
    RecordHeaders forged = headers(EVIDENCE, "sha256=" + "0".repeat(64));

    assertThat(rekey(sent(ORDERS, BODY, signature(BODY))).key()).isEqualTo(key(ORDERS));
    assertThat(rekey(sent(ORDERS, BODY, forged)).key()).isEqualTo(key(ORDERS));
    assertThat(rekey(sent(OPEN, BODY, new RecordHeaders())).key()).isEqualTo(key(OPEN));
  }

  @Test
  void keysByTheSignedIdWhateverTheBody() {
    Claims claims = new Claims(Optional.of("msg_1"), Optional.empty(), Optional.empty());
    byte[] expected = DedupeIdentity.key(HOOKS, claims, Digest.of(BODY)).key();

    assertThat(rekey(sent(HOOKS, BODY, webhook("msg_1", BODY))).key().toArray())
        .isEqualTo(expected);
    assertThat(rekey(sent(HOOKS, new byte[1], webhook("msg_1", BODY))).key().toArray())
        .isEqualTo(expected);
  }

  @Test
  void keysByThePlaceWhatPresentsNoIdentity() {
    RecordHeaders twice = signature(BODY);
    twice.add(twice.lastHeader(EVIDENCE));
    RecordHeaders empty = new RecordHeaders();
    empty.add(EVIDENCE, null);

    assertThat(rekey(sent(ORDERS, BODY, new RecordHeaders())).key()).isEqualTo(PLACE);
    assertThat(rekey(sent(ORDERS, BODY, twice)).key()).isEqualTo(PLACE);
    assertThat(rekey(sent(ORDERS, BODY, empty)).key()).isEqualTo(PLACE);
    assertThat(rekey(sent(ORDERS, BODY, headers(EVIDENCE, "sha256=?"))).key()).isEqualTo(PLACE);
    assertThat(rekey(at("orders", Optional.empty(), signature(BODY))).key()).isEqualTo(PLACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "github"})
  void passesOnWhatNoDirectSourceSent(String name) {
    Arrived arrived = rekey(at(name, Optional.of(Bytes.of(BODY)), signature(BODY)));

    assertThat(arrived.key()).isEqualTo(Bytes.utf8("sallyport.untrusted." + name + ":11:42"));
    assertThat(text(arrived, "ce_source")).containsExactly("/sources/" + name);
    assertThat(text(arrived, "http-" + EVIDENCE)).isEmpty();
  }

  @Test
  void saysWhereAndWhenTheRecordWasAppended() {
    Arrived arrived = rekey(sent(ORDERS, BODY, signature(BODY)));

    assertThat(arrived.body()).contains(Bytes.of(BODY));
    assertThat(names(arrived))
        .containsExactly(
            "ce_specversion",
            "ce_type",
            "ce_source",
            "ce_id",
            "ce_time",
            "arrived-from",
            "arrived-at",
            "content-type",
            "http-x-hub-signature-256");
    assertThat(text(arrived, "ce_source")).containsExactly("/sources/orders");
    assertThat(text(arrived, "ce_id")).containsExactly("sallyport.untrusted.orders:11:42");
    assertThat(text(arrived, "ce_time")).containsExactly("2023-11-14T22:13:20Z");
    assertThat(text(arrived, "arrived-from")).containsExactly("sallyport.untrusted.orders:11:42");
    assertThat(text(arrived, "arrived-at")).containsExactly("1700000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_id", "ce_source", "ce_type", "arrived-from", "arrived-at", "http-x-hub-signature-256",
        "authorization", "cookie", "mandate", "traceparent", "X-Hub-Signature-256", ""
      })
  void carriesNothingThatItsSourceDoesNotName(String name) {
    RecordHeaders more = signature(BODY);
    add(more, name, "forged");

    Arrived arrived = rekey(sent(ORDERS, BODY, more));

    assertThat(arrived.headers()).isEqualTo(rekey(sent(ORDERS, BODY, signature(BODY))).headers());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5_000})
  void showsThatAHeaderIsRepeatedAndNotHowOften(int times) {
    RecordHeaders repeated = new RecordHeaders();
    for (int i = 0; i < times; i++) {
      add(repeated, EVIDENCE, "v" + i);
      add(repeated, "content-type", "t" + i);
    }

    Arrived arrived = rekey(at("orders", Optional.of(Bytes.of(BODY)), repeated));

    assertThat(text(arrived, "http-" + EVIDENCE)).containsExactly("v0", "v1");
    assertThat(text(arrived, "content-type")).containsExactly("t0", "t1");
  }

  @Test
  void keepsWhateverADeclaredTopicCanHold() {
    byte[] most = new byte[MAX_BODY + HEADROOM - size(signature(new byte[0])) - 28];

    Arrived arrived = rekey(sent(ORDERS, most, signature(most)));

    assertThat(arrived.body()).contains(Bytes.of(most));
    assertThat(text(arrived, "content-type")).hasSize(1);
  }

  @Test
  void cutsWhatNoDeclaredTopicCanHold() {
    byte[] more = new byte[MAX_BODY + HEADROOM - size(signature(new byte[0])) - 27];

    Arrived arrived = rekey(sent(ORDERS, more, signature(more)));

    assertThat(arrived.body().orElseThrow().size()).isEqualTo(MAX_BODY + 1);
    assertThat(arrived.key()).isEqualTo(PLACE);
    assertThat(text(arrived, "content-type")).isEmpty();
    assertThat(text(arrived, "arrived-from")).hasSize(1);
  }

  /** Names and values. */
  private static int size(RecordHeaders headers) {
    int size = 0;
    for (var header : headers) {
      size += header.key().length() + header.value().length;
    }
    return size;
  }

  private static Bytes key(SourceSpec source) {
    return Bytes.of(DedupeIdentity.of(source, BODY).key());
  }

  private static List<String> names(Arrived arrived) {
    List<String> names = new ArrayList<>();
    arrived.headers().forEach(header -> names.add(header.key()));
    return names;
  }

  private static List<String> text(Arrived arrived, String name) {
    List<String> values = new ArrayList<>();
    arrived.headers().headers(name).forEach(found -> values.add(new String(found.value(), UTF_8)));
    return values;
  }
}
