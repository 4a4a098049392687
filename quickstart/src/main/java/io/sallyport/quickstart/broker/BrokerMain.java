package io.sallyport.quickstart.broker;

import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Files;
import java.nio.file.Path;

/** The broker as a process of its own: one argument, the properties file of its settings. */
public final class BrokerMain {
  private static final String USAGE =
      """
      usage: BrokerMain <server.properties>

      Runs one Kafka node until SIGTERM. `sallyport up` writes the file and starts this process.
      example: java -cp CLASSPATH io.sallyport.quickstart.broker.BrokerMain server.properties
      """;

  private BrokerMain() {}

  /** Ends with 0 after SIGTERM, 2 if the file cannot be used. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--help")) {
      System.out.print(USAGE);
      return;
    }
    if (arguments.length != 1 || Files.notExists(Path.of(arguments[0]))) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("broker");
    BrokerNode node = BrokerNode.start(Path.of(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "broker-stop"));
    node.awaitEnd();
  }
}
