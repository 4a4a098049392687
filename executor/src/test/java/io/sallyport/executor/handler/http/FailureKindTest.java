package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Only what is known to come before the first byte counts as not executed. */
class FailureKindTest {
  private static final String HOST = "target.example";

  static Stream<Exception> beforeTheFirstByte() {
    return Stream.of(
        new ConnectException("refused"),
        new HttpConnectTimeoutException("connecting"),
        new SSLHandshakeException("untrusted"),
        new UnknownHostException("none"),
        new UnresolvedAddressException());
  }

  static Stream<Exception> perhapsAfterIt() {
    return Stream.of(
        new IOException("reset"),
        new EOFException("closed"),
        new SocketException("broken pipe"),
        new HttpTimeoutException("answer"),
        new SSLException("record"),
        new IllegalStateException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("beforeTheFirstByte")
  void isNotExecuted(Exception failure) {
    assertThat(FailureKind.of(new IOException("wrapped", failure), HOST))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
  }

  @ParameterizedTest
  @MethodSource("perhapsAfterIt")
  void isInDoubt(Exception failure) {
    assertThat(FailureKind.of(failure, HOST)).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  @Test
  void unknownCauseIsInDoubt() {
    assertThat(FailureKind.of(null, HOST)).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  @Test
  void endsOnCausesThatGoRound() {
    IOException first = new IOException("first");
    IOException second = new IOException("second", first);
    first.initCause(second);

    assertThat(FailureKind.of(first, HOST)).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }
}
