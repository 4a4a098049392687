package io.sallyport.cli.topics;

import io.sallyport.cli.data.AdminOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan}, {@code apply} and {@code verify} are told. */
final class TopicsOptions {
  @Mixin private AdminOptions broker = new AdminOptions();

  @Parameters(paramLabel = "FILE", description = "A YAML document of kind Topics.")
  private Path file = Path.of("");

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description =
          "A directory with *.avsc files: the registry's subjects are compared with them too;"
              + " apply registers what is not there.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one request may take (default: 30s).")
  private Duration timeout = Duration.ofSeconds(30);

  TopicsDocument document() {
    return TopicsDocument.read(file);
  }

  Map<String, Object> client() {
    return broker.client();
  }

  Optional<Path> bundle() {
    return bundle;
  }

  Duration timeout() {
    return timeout;
  }
}
