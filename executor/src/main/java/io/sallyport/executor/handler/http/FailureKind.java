package io.sallyport.executor.handler.http;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.target.GuardedHosts;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure before the first byte of the request from all others: without a connection, or
 * without a finished TLS handshake, nothing was sent. What is not known to be that is in doubt.
 */
final class FailureKind {
  private static final int MAX_CAUSES = 8;

  private FailureKind() {}

  static Performed of(@Nullable Throwable failure, String host) {
    Throwable cause = failure;
    boolean unsent = false;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      unsent |= isBeforeFirstByte(cause);
      cause = cause.getCause();
    }
    if (!unsent) {
      return Performed.inDoubt(Code.OUTCOME_UNKNOWN);
    }
    boolean refused = GuardedHosts.isRefused(host);
    return Performed.notExecuted(refused ? Code.ADDRESS_REFUSED : Code.TARGET_UNREACHABLE);
  }

  private static boolean isBeforeFirstByte(Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof SSLHandshakeException
        || failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException;
  }
}
