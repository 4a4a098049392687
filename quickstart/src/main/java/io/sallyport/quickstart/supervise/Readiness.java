package io.sallyport.quickstart.supervise;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a process on this machine answers. */
public final class Readiness {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CALL_MILLIS = 1_000;

  private Readiness() {}

  /** Whether a GET of that address answers 200 now. */
  public static boolean answers(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(CALL_MILLIS);
      connection.setReadTimeout(CALL_MILLIS);
      boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      return ready;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether something listens on that loopback port now. */
  public static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CALL_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks again and again until the condition holds.
   *
   * @param hopeless ends the wait early, for example because the process has ended
   * @return whether it holds
   */
  public static boolean await(BooleanSupplier condition, Duration limit, BooleanSupplier hopeless) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (hopeless.getAsBoolean() || System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
