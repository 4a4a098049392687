package io.sallyport.ingest;

import io.sallyport.service.process.RoleProcess;

/** The process: {@code IngestMain <config.yaml>}. */
public final class IngestMain {

  private IngestMain() {}

  /** Starts the gateway. */
  public static void main(String[] arguments) {
    RoleProcess.run("ingest", arguments, Ingest::start);
  }
}
