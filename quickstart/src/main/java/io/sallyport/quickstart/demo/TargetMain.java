package io.sallyport.quickstart.demo;

import io.sallyport.service.process.RoleProcess;

/** The demo target as a process of its own: one argument, its configuration file. */
public final class TargetMain {
  private static final String USAGE =
      """
      usage: TargetMain <config.yaml>

      Runs the demonstration's deployment service until SIGTERM. config.yaml:
        apiVersion: sallyport/v1
        kind: Target
        metadata: {name: target}
        spec:
          listen: {host: 127.0.0.1, port: 0}
          tokenFile: secrets/ci-token
          effects: effects.jsonl
          tls: tls/client.pem  # speaks HTTPS with this key and certificate
          delayBefore: 0s      # waits before the effect, for crash tests
          delayAfter: 0s       # waits between the effect and the answer
      example: java -cp CLASSPATH io.sallyport.quickstart.demo.TargetMain config.yaml
      """;

  private TargetMain() {}

  /** Runs until it is ended; 2 if it cannot start. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--help")) {
      System.out.print(USAGE);
      return;
    }
    RoleProcess.run("target", arguments, config -> DemoTarget.start(TargetConfig.read(config)));
  }
}
