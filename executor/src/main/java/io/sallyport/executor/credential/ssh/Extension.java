package io.sallyport.executor.credential.ssh;

import java.util.Arrays;
import java.util.Optional;

/** What a certificate can allow beyond its command; by itself it allows none of it. */
public enum Extension {
  /** A terminal. */
  PTY("permit-pty"),
  /** Connections through the target. */
  PORT_FORWARDING("permit-port-forwarding"),
  /** Use of the caller's agent at the target. */
  AGENT_FORWARDING("permit-agent-forwarding"),
  /** Use of the caller's display at the target. */
  X11_FORWARDING("permit-X11-forwarding"),
  /** The user's own commands at login. */
  USER_RC("permit-user-rc");

  private final String text;

  Extension(String text) {
    this.text = text;
  }

  /** Its name in certificates. */
  public String text() {
    return text;
  }

  /** The one of that name. */
  public static Optional<Extension> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }
}
