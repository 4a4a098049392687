package io.sallyport.cli.lint;

import io.sallyport.action.ActionType;
import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the pins of an executor's handlers with reviewed schemas, and writes them. A pin is all
 * that it writes: schemas are copied by people, who read them.
 *
 * @param bundle the executor's
 * @param reviewed action types by full name
 */
record Pinning(ExecutorBundle bundle, Map<String, ActionType> reviewed) {
  Pinning {
    reviewed = Map.copyOf(reviewed);
  }

  /** Where each handler stands. */
  List<Pin> pins() {
    List<Pin> pins = new ArrayList<>();
    for (HandlerFile file : bundle.handlers()) {
      file.handlers().forEach(handler -> pins.add(pin(file.file(), handler)));
    }
    return List.copyOf(pins);
  }

  private Pin pin(String file, HandlerFile.Handler handler) {
    String was = handler.pinned();
    Optional<String> is = fingerprint(reviewed, handler.action());
    if (is.isEmpty()) {
      return new Pin(file, handler.action(), was, "", Pin.State.UNKNOWN);
    }
    Pin.State state = was.equals(is.get()) ? Pin.State.UNCHANGED : Pin.State.DIFFERS;
    boolean own = is.equals(fingerprint(bundle.types(), handler.action()));
    return new Pin(file, handler.action(), was, is.get(), own ? state : Pin.State.OTHER_SCHEMA);
  }

  private static Optional<String> fingerprint(Map<String, ActionType> types, String name) {
    return Optional.ofNullable(types.get(name)).map(type -> type.fingerprint().text());
  }

  /** Writes each pin that differs into its file; every other byte stays. */
  void write() {
    for (HandlerFile file : bundle.handlers()) {
      HandlerFile changed = file;
      for (int i = 0; i < file.handlers().size(); i++) {
        HandlerFile.Handler handler = changed.handlers().get(i);
        Pin pin = pin(file.file(), handler);
        if (pin.state() == Pin.State.DIFFERS) {
          changed = changed.pinned(handler, pin.is());
        }
      }
      if (!changed.text().equals(file.text())) {
        save(Path.of(file.file()), changed.text());
      }
    }
  }

  private static void save(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be written.", "Look at the path and its rights.", e);
    }
  }
}
