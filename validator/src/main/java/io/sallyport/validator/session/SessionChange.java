package io.sallyport.validator.session;

/** What is to be remembered of sessions, or forgotten. */
public sealed interface SessionChange {
  /**
   * Something happened in a session.
   *
   * @param session as it is afterwards; the last entry is what happened
   */
  record Appended(Session session) implements SessionChange {}

  /** It was over long ago. */
  record Forgotten(Session session) implements SessionChange {}
}
