package io.sallyport.handler;

/**
 * Performs the actions of one type. A jar has exactly one, named in {@code
 * META-INF/services/io.sallyport.handler.ActionHandler}, public and with a constructor without
 * parameters. Each action gets a process of its own, in a sandbox: nothing is kept between two.
 */
public interface ActionHandler {
  /**
   * Performs one action. Whatever it throws leaves the action in doubt, as does an end of the
   * process before it has returned; so throw rather than guess.
   */
  Result perform(Action action) throws Exception;
}
