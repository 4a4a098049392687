package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.ended;
import static io.sallyport.validator.gate.Passing.sinks;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.command.ReleaseCommandCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with the released thing leaves a receipt, and nothing else. */
class ReleaseRefusalTest {
  @TempDir private Path directory;
  private final Releasing releasing = new Releasing(Releasing.speechless());
  private Gate mended = GATE;
  private String receipt = "";
  private ReleaseCommand good = releasing.command(releasing.receipt(unproved()));

  @BeforeEach
  void refuse() {
    mended = Demo.gate(Releasing.mended(directory));
    receipt = releasing.refuse(GATE);
    good = releasing.command(receipt);
  }

  @Test
  void refusesReceiptsOfOtherWriters() {
    String forged =
        releasing.receipt(proved(), Demo.ENVIRONMENT.validator(), SigningKey.generate());
    ReleaseCommand command = naming("gate-%d/0".formatted(partition()), forged);

    assertThat(code(releasing.record(forged, command, Demo.OPERATOR_KEY)))
        .isEqualTo(Code.RELEASE_RECEIPT_INVALID);
  }

  @Test
  void refusesReceiptsOfOtherEnvironments() {
    String foreign = releasing.receipt(proved(), "other/validator", Demo.RECEIPT_KEY);

    assertThat(code(releasing.record(foreign))).isEqualTo(Code.RELEASE_RECEIPT_INVALID);
  }

  @Test
  void refusesAReceiptThatTheCommandDoesNotName() {
    String other = releasing.receipt(proved());

    assertThat(code(releasing.record(other, good, Demo.OPERATOR_KEY)))
        .isEqualTo(Code.RELEASE_RECEIPT_INVALID);
    assertThat(code(releasing.record(receipt, naming("gate-0/99", receipt), Demo.OPERATOR_KEY)))
        .isEqualTo(Code.RELEASE_RECEIPT_INVALID);
  }

  @Test
  void refusesWhatFailedAdmission() {
    String failed = releasing.receipt(unproved());

    assertThat(code(releasing.record(failed))).isEqualTo(Code.RELEASE_NOT_ADMITTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReceiptBody.Ending.class,
      names = {"DUPLICATE", "IGNORED"})
  void refusesWhatWasNotRefused(ReceiptBody.Ending ending) {
    ReceiptBody.DeliveryEnded refused = (ReceiptBody.DeliveryEnded) proved();
    String other =
        releasing.receipt(
            new ReceiptBody.DeliveryEnded(
                refused.delivery(), ending, Code.NO_RULE, Optional.empty(), refused.bundle()));

    assertThat(code(releasing.record(other))).isEqualTo(Code.RELEASE_NOT_REFUSED);
  }

  @Test
  void refusesWhatWasSealed() {
    Releasing sealed = new Releasing(Demo.goodPush());
    String allowed = sealed.refuse(GATE);

    assertThat(ended(sealed.release(mended, sealed.record(allowed))).code())
        .isEqualTo(Code.RELEASE_NOT_REFUSED);
  }

  @Test
  void refusesOtherBytes() {
    Delivery record = releasing.record(receipt);
    Delivery swapped =
        new Delivery(
            record.origin(),
            record.appendedAt(),
            record.key(),
            Optional.of(Bytes.utf8(Demo.goodPush())),
            record.headers());

    assertThat(code(swapped)).isEqualTo(Code.RELEASE_MISMATCH);
  }

  @Test
  void refusesOtherBytesThatTheCommandNames() {
    Bytes body = Bytes.utf8(Demo.goodPush());
    ReleaseCommand command =
        new ReleaseCommand(
            good.operator(),
            good.audience(),
            good.id(),
            good.issuedAt(),
            good.expiresAt(),
            good.receipt(),
            Digest.of(body),
            good.reason());
    Delivery record = signed(command);
    Delivery swapped =
        new Delivery(
            record.origin(),
            record.appendedAt(),
            record.key(),
            Optional.of(body),
            record.headers());

    assertThat(code(swapped)).isEqualTo(Code.RELEASE_MISMATCH);
  }

  @Test
  void refusesAnotherKeyAndAnotherPartition() {
    Delivery record = releasing.record(receipt);
    Delivery keyed = moved(record, record.origin(), Optional.of(Bytes.utf8("other")));
    Delivery keyless = moved(record, record.origin(), Optional.empty());
    Origin elsewhere = new Origin(record.origin().topic(), 1 - partition(), 3);

    assertThat(code(keyed)).isEqualTo(Code.RELEASE_MISMATCH);
    assertThat(code(keyless)).isEqualTo(Code.RELEASE_MISMATCH);
    assertThat(code(moved(record, elsewhere, record.key()))).isEqualTo(Code.RELEASE_MISMATCH);
  }

  /** Two days by the process, the window by the source. */
  @ParameterizedTest
  @CsvSource({
    "75h, 172799, true",
    "75h, 172800, false",
    "24h, 86399, true",
    "24h, 86400, false",
  })
  void holdsReceiptsToTheirAge(String window, long seconds, boolean accepted) {
    Bundles.replace(directory, "source-github.yaml", "window: 75h", "window: " + window);
    mended = Demo.gate(Bundles.read(directory));
    releasing.at(Demo.NOW.plusSeconds(seconds));

    Effects effects = releasing.release(mended, releasing.record(receipt));

    assertThat(sinks(effects).contains("trusted-deployments")).isEqualTo(accepted);
    if (!accepted) {
      assertThat(ended(effects).code()).isEqualTo(Code.RELEASE_TOO_OLD);
    }
  }

  @Test
  void refusesHeadersThatItDoesNotKnow() {
    Delivery more = releasing.record(receipt);
    more.headers().add(Headers.CE_SOURCE, new byte[] {1});
    Delivery twice = releasing.record(receipt);
    twice.headers().add(twice.headers().lastHeader(Headers.COMMAND));
    Delivery none = releasing.with(new RecordHeaders());

    assertThat(code(more)).isEqualTo(Code.HEADER_UNCLEAR);
    assertThat(code(twice)).isEqualTo(Code.HEADER_UNCLEAR);
    assertThat(code(none)).isEqualTo(Code.HEADER_UNCLEAR);
  }

  @Test
  void takesATraceparent() {
    Delivery traced = releasing.record(receipt);
    traced.headers().add(Headers.TRACEPARENT, new byte[] {'0'});

    assertThat(sinks(releasing.release(mended, traced))).contains("trusted-deployments");
  }

  @Test
  void refusesABodyThatIsNotThere() {
    Delivery record = releasing.record(receipt);
    Delivery empty =
        new Delivery(
            record.origin(), record.appendedAt(), record.key(), Optional.empty(), record.headers());

    assertThat(code(empty)).isEqualTo(Code.BODY_EMPTY);
  }

  @Test
  void survivesAnyBytesInItsHeaders() {
    Seeded.forAll(
        500,
        random -> {
          RecordHeaders headers = new RecordHeaders();
          byte[] command =
              ReleaseCommandCodec.sign(Demo.OPERATOR_KEY, good).getBytes(StandardCharsets.US_ASCII);
          command[random.nextInt(command.length)] = (byte) random.nextInt(256);
          headers.add(Headers.COMMAND, command);
          byte[] paper = receipt.getBytes(StandardCharsets.US_ASCII);
          paper[random.nextInt(paper.length)] = (byte) random.nextInt(256);
          headers.add(Headers.RECEIPT, paper);

          Effects effects = releasing.release(mended, releasing.with(headers));

          assertThat(effects.endings()).hasSize(1);
        });
  }

  private Code code(Delivery record) {
    return releasing.refusal(mended, record);
  }

  private Delivery signed(ReleaseCommand command) {
    return releasing.record(receipt, command, Demo.OPERATOR_KEY);
  }

  private ReleaseCommand naming(String id, String jws) {
    return new ReleaseCommand(
        good.operator(),
        good.audience(),
        good.id(),
        good.issuedAt(),
        good.expiresAt(),
        new ReleaseCommand.Released(id, Digest.of(Bytes.utf8(jws))),
        good.body(),
        good.reason());
  }

  private static Delivery moved(Delivery record, Origin origin, Optional<Bytes> key) {
    return new Delivery(origin, record.appendedAt(), key, record.body(), record.headers());
  }

  private int partition() {
    return releasing.original().origin().partition();
  }

  private ReceiptBody unproved() {
    return releasing.refused(Optional.empty(), Code.EVIDENCE_INVALID);
  }

  private ReceiptBody proved() {
    return releasing.refused(
        Optional.of(
            new ReceiptBody.Evidence(
                Assurance.SHARED, "source:github", Demo.id(releasing.body().toArray()))),
        Code.JSON_INVALID);
  }
}
