package io.sallyport.bench.ingest;

import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Body;
import io.sallyport.ingest.http.Call;
import io.sallyport.ingest.http.HttpAddress;
import io.sallyport.ingest.http.HttpLimits;
import io.sallyport.ingest.http.HttpListener;
import io.sallyport.ingest.http.Refusal;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Ingest's own listener, that reads each body and answers 202: no proof, no broker, no log. */
public final class AcceptMain {
  private static final ByteCount CAP = ByteCount.ofMib(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private AcceptMain() {}

  /** Runs until it is told to end; the argument is a file that holds the port. */
  public static void main(String[] arguments) {
    RoleProcess.run("accept", arguments, AcceptMain::start);
  }

  private static RoleProcess.Running start(Path file) {
    int port = Integer.parseInt(text(file));
    HttpLimits limits =
        new HttpLimits(Site.CONNECTIONS, 8, ByteCount.ofKib(8), 64, PATIENCE, PATIENCE);
    HttpAddress address = new HttpAddress("127.0.0.1", port, Optional.empty());
    return HttpListener.start(address, limits, new Metrics(), AcceptMain::answer)::close;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(Call call) {
    return call.body(CAP) instanceof Body.Whole
        ? new Answer.Accepted(new UUID(0, 1))
        : Answer.refused(Refusal.BODY_BROKEN);
  }
}
