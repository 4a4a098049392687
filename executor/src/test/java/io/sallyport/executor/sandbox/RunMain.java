package io.sallyport.executor.sandbox;

import io.sallyport.executor.hardening.ProcessMemory;

/** Runs a program from a process whose memory is closed, as an executor does. */
public final class RunMain {
  private RunMain() {}

  /** The Perl program and its argument. */
  public static void main(String[] arguments) {
    ProcessMemory.close();
    System.out.println(Trial.full().run(arguments[0], arguments[1]));
  }
}
