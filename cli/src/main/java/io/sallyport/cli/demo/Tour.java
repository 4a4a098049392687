package io.sallyport.cli.demo;

import io.sallyport.cli.scene.CopiedRecord;
import io.sallyport.cli.scene.ForgedRecord;
import io.sallyport.cli.scene.HeldRelease;
import io.sallyport.cli.scene.InjectedValue;
import io.sallyport.cli.scene.RevokedSource;
import io.sallyport.cli.scene.SameDeliveryAgain;
import io.sallyport.cli.scene.Scene;
import io.sallyport.cli.scene.Seen;
import io.sallyport.cli.scene.SignedPush;
import io.sallyport.cli.scene.StolenIngest;
import io.sallyport.cli.scene.TamperedByte;
import io.sallyport.cli.scene.UnknownRepository;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The scenes in the order in which they are told; later ones build on the first. */
final class Tour {
  private final Console console;
  private final boolean json;

  /** How a scene is played. */
  @FunctionalInterface
  interface Performance {
    Seen of(Scene scene) throws InterruptedException;
  }

  Tour(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** All scenes, with payloads of their own. */
  static List<Scene> scenes(RandomGenerator random) {
    return List.of(
        new SignedPush(),
        new TamperedByte(),
        new InjectedValue(Push.of("push-injected-commit.json", random)),
        new UnknownRepository(Push.of("push-other-repository.json", random)),
        new SameDeliveryAgain(),
        new ForgedRecord(),
        new CopiedRecord(),
        new StolenIngest(),
        new RevokedSource(Push.of("push.json", random)),
        new HeldRelease(Push.of("push-tag.json", random)));
  }

  /** Plays the scenes and tells each; whether every one ended as stated. */
  boolean play(List<Scene> scenes, Performance performance) throws InterruptedException {
    List<Told> told = new ArrayList<>();
    for (Scene scene : scenes) {
      announce(scene, told.size() + 1);
      Told played = new Told(scene, performance.of(scene));
      conclude(played);
      told.add(played);
    }
    return told.stream().allMatch(each -> each.seen().ok());
  }

  private void announce(Scene scene, int number) {
    if (json) {
      return;
    }
    console.line("");
    console.line(number + ". " + scene.name());
    console.line("   " + scene.story());
    console.line("   expected  " + scene.expected());
  }

  private void conclude(Told told) {
    if (json) {
      console.json(told.json());
      return;
    }
    console.line("   seen      " + told.seen().text());
    console.line(told.seen().ok() ? "   ok" : "   NOT AS EXPECTED");
  }
}
