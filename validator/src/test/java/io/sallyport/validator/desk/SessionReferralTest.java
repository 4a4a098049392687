package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate makes of a delivery whose rule asks for a session. */
class SessionReferralTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'\"id\": \"s\"', '\"id\": 7', /session/id",
    "'\"id\": \"s\"', '\"id\": \"\"', /session/id",
    "'\"id\": \"s\"', '\"name\": \"s\"', /session/id",
    "'\"started\": \"2', '\"started\": \"x2', /session/started",
    "'\"started\": \"2', '\"started\": \"0', /session/started",
    "'\"started\": \"20', '\"started\": \"99', /session/started",
    "'\"id\": \"s\"', '\"id\": \"s\\u0007\"', /session/id",
    "'\"intent\": \"fix ', '\"intent\": \"fix\\t', /session/intent",
    "'fix the till', '', /session/intent"
  })
  void gateRefersNothingWithoutASession(String piece, String by, String pointer) {
    Bundles.copy(directory);
    SessionTest.addSession(directory);
    refuses(SessionTest.push("s", Demo.NOW, 0).replace(piece, by), pointer);
  }

  @ParameterizedTest
  @CsvSource({"id, s", "intent, fix the till"})
  void takesNamesAndIntentsOfSoManyCharacters(String member, String text) {
    Bundles.copy(directory);
    SessionTest.addSession(directory);
    String body = SessionTest.push("s", Demo.NOW, 0);
    Office office = new Office(Bundles.read(directory));

    String said = "\"%s\": \"%s\"".formatted(member, text);
    String longest = "\"%s\": \"%s\"".formatted(member, "x".repeat(256));

    assertThat(office.refer(body.replace(said, longest)).sink()).isEqualTo(Sinks.DESK);
    refuses(body.replace(said, longest.replaceFirst("x", "xx")), "/session/" + member);
  }

  private void refuses(String body, String pointer) {
    var effects =
        Demo.gate(Bundles.read(directory))
            .pass(Demo.delivery(body), id -> Optional.empty(), ChainState.start(0), Demo.NOW);

    assertThat(effects.endings())
        .singleElement()
        .satisfies(ending -> assertThat(ending.code()).isEqualTo(Code.BIND_TYPE));
    assertThat(effects.outputs().stream().map(Output::sink)).doesNotContain(Sinks.DESK);
    assertThat(pointers(effects.outputs())).contains(pointer);
  }

  private static List<String> pointers(List<Output> outputs) {
    return outputs.stream()
        .filter(output -> output.sink().equals(Sinks.RECEIPTS))
        .map(output -> output.value().orElseThrow().toArray())
        .map(jws -> Office.body(new String(jws, StandardCharsets.US_ASCII)))
        .flatMap(body ->
            body instanceof ReceiptBody.Decision decision
                ? decision.pointer().stream()
                : Stream.<String>empty())
        .toList();
  }
}
