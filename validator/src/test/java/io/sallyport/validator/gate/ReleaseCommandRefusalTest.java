package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.ended;
import static io.sallyport.validator.gate.Passing.sinks;
import static io.sallyport.validator.gate.Releasing.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with an operator's command leaves a receipt, and nothing else. */
class ReleaseCommandRefusalTest {
  @TempDir private Path directory;
  private final Releasing releasing = new Releasing(Releasing.speechless());
  private Gate mended = GATE;
  private String receipt = "";
  private ReleaseCommand good =
      releasing.command(
          releasing.receipt(releasing.refused(Optional.empty(), Code.EVIDENCE_INVALID)));

  @BeforeEach
  void refuse() {
    mended = Demo.gate(Releasing.mended(directory));
    receipt = releasing.refuse(GATE);
    good = releasing.command(receipt);
  }

  @Test
  void refusesCommandsOfAnybodyElse() {
    assertThat(code(releasing.record(receipt, good, SigningKey.generate())))
        .isEqualTo(Code.RELEASE_UNAUTHORISED);
  }

  @Test
  void refusesOperatorsThatSpeakForOthers() {
    ReleaseCommand other =
        command("operator-2", good.audience(), good.issuedAt(), good.expiresAt());

    assertThat(code(signed(other))).isEqualTo(Code.RELEASE_UNAUTHORISED);
  }

  @Test
  void refusesCommandsForAnotherValidator() {
    ReleaseCommand other =
        command(Demo.OPERATOR, "other/validator", good.issuedAt(), good.expiresAt());

    assertThat(code(signed(other))).isEqualTo(Code.RELEASE_UNAUTHORISED);
  }

  @Test
  void refusesSignaturesOfAnotherKind() {
    RecordHeaders headers = new RecordHeaders();
    Releasing.add(headers, Headers.COMMAND, receipt);
    Releasing.add(headers, Headers.RECEIPT, receipt);

    assertThat(code(releasing.with(headers))).isEqualTo(Code.RELEASE_UNAUTHORISED);
  }

  @Test
  void refusesClaimsThatAreNoRelease() {
    RecordHeaders headers = new RecordHeaders();
    String jws = Jws.sign(Demo.OPERATOR_KEY, Typ.COMMAND, Bytes.utf8("{}").toArray());
    Releasing.add(headers, Headers.COMMAND, jws);
    Releasing.add(headers, Headers.RECEIPT, receipt);

    assertThat(code(releasing.with(headers))).isEqualTo(Code.RELEASE_MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "-300,0,false",
    "-299,1,true",
    "60,300,true",
    "61,300,false",
    "0,900,true",
    "0,901,false"
  })
  void holdsCommandsToTheirTime(long begin, long end, boolean accepted) {
    ReleaseCommand other =
        command(Demo.OPERATOR, good.audience(), LATER.plusSeconds(begin), LATER.plusSeconds(end));

    Effects effects = releasing.release(mended, signed(other));

    assertThat(sinks(effects).contains("trusted-deployments")).isEqualTo(accepted);
    if (!accepted) {
      assertThat(ended(effects).code()).isEqualTo(Code.RELEASE_EXPIRED);
    }
  }

  private Code code(Delivery record) {
    return releasing.refusal(mended, record);
  }

  private Delivery signed(ReleaseCommand command) {
    return releasing.record(receipt, command, Demo.OPERATOR_KEY);
  }

  private ReleaseCommand command(String operator, String audience, Instant begin, Instant end) {
    return new ReleaseCommand(
        operator, audience, good.id(), begin, end, good.receipt(), good.body(), good.reason());
  }
}
