package io.sallyport.executor.lane;

/**
 * Is told, on the spot, of the moments at which the death of the process would matter. In a running
 * executor nobody listens; crash tests do. For any thread.
 */
@FunctionalInterface
public interface Moments {
  /** Nobody listens. */
  Moments UNHEARD = moment -> {};

  /** When something is about to be, or has just been, done. */
  enum Moment {
    /** A partition is about to be taken over. */
    TAKING,
    /** A partition was taken over; its lane does not know yet. */
    TAKEN,
    /** A turn is about to be written. */
    WRITING,
    /** A turn is in the ledger; its lane does not know yet. */
    WRITTEN,
    /** A claimed action is about to be performed. */
    STARTING,
    /** An action was performed; its lane does not know yet. */
    PERFORMED,
    /** A partition is about to be given up; what could finish in time has finished. */
    LEAVING
  }

  /** It is that moment. */
  void reached(Moment moment);
}
