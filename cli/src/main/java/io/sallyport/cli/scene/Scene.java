package io.sallyport.cli.scene;

import io.sallyport.cli.stage.Stage;

/** One scene of the tour: what is done, what has to come of it, and what did. */
public interface Scene {

  /** Its name, stable, for programs. */
  String name();

  /** What is done and why, for a newcomer. */
  String story();

  /** What has to come of it. */
  String expected();

  /** Plays it; what is seen comes from receipts, topics and the target, never from belief. */
  Seen play(Stage stage) throws InterruptedException;
}
