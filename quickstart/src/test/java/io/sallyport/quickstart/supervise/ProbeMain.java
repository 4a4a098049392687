package io.sallyport.quickstart.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A supervisor in a JVM of its own, to be killed: two sleeping children, no clean end. */
final class ProbeMain {
  private ProbeMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(arguments[0]);
    var isolation = Isolation.find(List.of(home), 20_001);
    var settings =
        new Supervisor.Settings(
            isolation,
            home.resolve("log"),
            home,
            1 << 20,
            RestartBudget.of(3, Duration.ofMinutes(1)),
            Duration.ofSeconds(2));
    var supervisor = new Supervisor(settings, notice -> {});
    Owner other = isolation.separateUsers() ? new Owner.Uid(20_001) : new Owner.SameUser();
    List<String> sleep = List.of("/bin/sleep", "600");
    supervisor.start(new ChildSpec("first", sleep, home, Map.of(), other, 0));
    supervisor.start(new ChildSpec("second", sleep, home, Map.of(), new Owner.SameUser(), 0));
    supervisor.awaitFailure();
  }
}
