package io.sallyport.service.admin;

import java.util.List;

/** What a process says about itself when a supervisor asks. */
public sealed interface Health {

  /**
   * It works and makes progress.
   *
   * @param notes what somebody should know all the same; short texts, as the reasons below
   */
  record Ready(List<String> notes) implements Health {
    /** Copies the notes. */
    public Ready {
      notes = List.copyOf(notes);
    }
  }

  /**
   * It lives but must not be given work now.
   *
   * @param reasons short fixed texts, shown to whoever may ask the admin listener
   */
  record NotReady(List<String> reasons) implements Health {
    /** Copies the reasons. */
    public NotReady {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * It cannot recover by itself and should be restarted.
   *
   * @param reason a short fixed text
   */
  record Dead(String reason) implements Health {}

  /** Works. */
  static Health ready() {
    return ready(List.of());
  }

  /** Works, and somebody should know this. */
  static Health ready(List<String> notes) {
    return new Ready(notes);
  }

  /** Lives, but is not ready for this reason. */
  static Health notReady(String reason) {
    return new NotReady(List.of(reason));
  }

  /** Should be restarted for this reason. */
  static Health dead(String reason) {
    return new Dead(reason);
  }
}
