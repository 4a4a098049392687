package io.sallyport.executor.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what the self-test says where it is run. */
public final class SelfTestMain {
  private SelfTestMain() {}

  /** The layers by their names. */
  public static void main(String[] layers) {
    Confinement confinement =
        new Confinement(
            Arrays.stream(layers).map(Layer::valueOf).collect(Collectors.toSet()),
            Map.of(),
            List.of(),
            Trial.BOUNDS);
    System.out.println(new Sandbox(confinement).problem().orElse("none"));
  }
}
