package io.sallyport.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Digest;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.ProjectHome;
import io.sallyport.quickstart.provision.Provisioning;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.supervise.DataLock;
import io.sallyport.quickstart.supervise.Isolation;
import io.sallyport.quickstart.supervise.PidFile;
import io.sallyport.quickstart.supervise.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Gives the validator of a running stack a changed bundle, and waits until it decides by it. */
final class Reload {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CALL_MILLIS = 2_000;
  private static final int MAX_METRICS = 4 << 20;

  private final PrintStream out;

  Reload(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options = Options.parse(arguments, Set.of("--data", "--bundle"), Set.of());
    var data = new DataDirectory(options.data());
    Path bundle =
        options
            .path("--bundle")
            .orElseThrow(() -> new Options.Misused("reload needs --bundle DIR"));
    requireRunning(data);
    DataLock lock =
        DataLock.take(data.run())
            .orElseThrow(() ->
                new DataException(
                    "another reload of " + data.root() + " goes on; wait until it has ended"));
    try (lock) {
      out.println("the validator decides by " + replace(bundle, data).text() + " now");
    }
    return 0;
  }

  private static void requireRunning(DataDirectory data) {
    if (data.isOurs() && Isolation.currentUid() >= 0) {
      data.requireOwner(Isolation.currentUid());
    }
    if (!data.isOurs() || new PidFile(data.run(), Stack.SUPERVISOR).read().isEmpty()) {
      throw new DataException(
          "no stack runs on " + data.root() + "; start one with 'sallyport up --bundle DIR'");
    }
  }

  private static Digest replace(Path bundle, DataDirectory data) {
    var endpoints = new Endpoints(Endpoints.ingestPort(data.endpoints()), Ports.load(data.ports()));
    URI metrics = URI.create(endpoints.address(Role.VALIDATOR) + "/metrics");
    return new Provisioning(data, endpoints, ProjectHome.find())
        .given()
        .replace(bundle, digest -> decides(digest, metrics))
        .orElseThrow(() ->
            new DataException(
                "the validator does not decide by it after %d s: the bundle before is in place"
                        .formatted(LIMIT.toSeconds())
                    + " again, and kept for the next start; "
                    + data.logs().resolve(Role.VALIDATOR.home() + ".log")
                    + " says why"));
  }

  private static boolean decides(Digest digest, URI metrics) {
    String line = "sallyport_bundle_info{digest=\"" + digest.text() + "\"";
    return Readiness.await(() -> read(metrics).contains(line), LIMIT, () -> false);
  }

  private static String read(URI address) {
    try {
      URLConnection connection = address.toURL().openConnection();
      connection.setConnectTimeout(CALL_MILLIS);
      connection.setReadTimeout(CALL_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readNBytes(MAX_METRICS), UTF_8);
      }
    } catch (IOException e) {
      return "";
    }
  }
}
