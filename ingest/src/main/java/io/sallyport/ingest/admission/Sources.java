package io.sallyport.ingest.admission;

import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sources by their paths: {@code /v1/sources/<name>}, spelled exactly so. */
public final class Sources {
  /** What stands for the name of all that are not known. */
  static final String UNKNOWN = "unknown";

  private static final String BASE = "/v1/sources/";

  private final Map<String, SourceDoor> byPath;

  /** The doors of sources with different names. */
  public Sources(Collection<SourceDoor> doors) {
    this.byPath =
        doors.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    door -> BASE + door.spec().name(), Function.identity()));
  }

  /** Shows by what each of them is proved: that one has {@code none} is nobody's secret. */
  public void show(Metrics metrics) {
    Gauge info =
        metrics.gauge(
            "ingest_source_info",
            "1 for each source; preset is what proves its deliveries, none that nothing does.",
            "source",
            "preset");
    for (SourceDoor door : doors()) {
      info.set(1, door.spec().name(), door.spec().scheme().preset().text());
    }
  }

  /** All of them. */
  Collection<SourceDoor> doors() {
    return byPath.values();
  }

  /** Whether one of them is proved by client certificates of TLS. */
  public boolean askForCertificates() {
    return doors().stream().anyMatch(door -> door.spec().scheme().preset() == Preset.MTLS);
  }

  /** The source at this path. */
  public Optional<SourceDoor> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The source's name for metrics and logs; all unknown ones share one word. */
  public String label(String path) {
    return at(path).map(door -> door.spec().name()).orElse(UNKNOWN);
  }
}
