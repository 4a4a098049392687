package io.sallyport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.scene.Scene;
import io.sallyport.cli.scene.Seen;
import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.terminal.Screen;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TourTest {
  private static final Scene GOOD = new Played("good", new Seen("as told", true));
  private static final Scene BAD = new Played("bad", new Seen("\u001b[2Jsomething else", false));

  private final Screen screen = new Screen();

  /** A scene that needs no stage. */
  private record Played(String name, Seen seen) implements Scene {
    @Override
    public String story() {
      return "The story of " + name + ".";
    }

    @Override
    public String expected() {
      return "as told";
    }

    @Override
    public Seen play(Stage stage) {
      throw new IllegalStateException("there is no stage");
    }
  }

  @Test
  void isGoodWhenEverySceneIs() throws InterruptedException {
    assertThat(play(false, GOOD, GOOD)).isTrue();
  }

  @Test
  void isBadWhenOneSceneIs() throws InterruptedException {
    assertThat(play(false, BAD, GOOD)).isFalse();
  }

  @Test
  void tellsPeopleWhatIsDoneExpectedAndSeen() throws InterruptedException {
    play(false, GOOD);

    assertThat(screen.out())
        .isEqualTo(
            """

            1. good
               The story of good.
               expected  as told
               seen      as told
               ok
            """);
  }

  @Test
  void tellsProgramsOneObjectALine() throws InterruptedException {
    play(true, GOOD, BAD);

    assertThat(screen.out())
        .isEqualTo(
            """
            {"scene":"good","expected":"as told","seen":"as told","ok":true}
            {"scene":"bad","expected":"as told","seen":"\\u001B[2Jsomething else","ok":false}
            """);
  }

  private boolean play(boolean json, Scene... scenes) throws InterruptedException {
    return new Tour(screen.console(), json).play(List.of(scenes), scene -> ((Played) scene).seen());
  }

  @Test
  void hasTenScenesWithNamesOfTheirOwn() {
    List<Scene> scenes = Tour.scenes(new Random(1));

    assertThat(scenes).hasSize(10).extracting(Scene::name).doesNotHaveDuplicates();
    assertThat(scenes).allMatch(scene -> !scene.story().isEmpty() && !scene.expected().isEmpty());
  }
}
