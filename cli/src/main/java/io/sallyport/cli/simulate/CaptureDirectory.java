package io.sallyport.cli.simulate;

import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.validator.trial.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Captured payloads on disk: {@code <source>/<any name>}, and beside a payload, if more is known, a
 * {@link Sidecar} in {@code <source>/<its name>.delivery}. Links are not followed. Payloads are
 * read one at a time.
 *
 * @param root the directory
 * @param now when a payload came of which no sidecar says it
 */
public record CaptureDirectory(Path root, Instant now) implements Captures {
  static final int MAX_PAYLOADS = 100_000;

  private static final String SIDECAR = ".delivery";
  private static final int DEPTH = 2;
  private static final String LAYOUT = "A capture is DIR/<source>/<payload>, as listen writes it.";

  @Override
  public void forEach(Taker taker) {
    for (Path file : payloads()) {
      taker.take(captured(file));
    }
  }

  private List<Path> payloads() {
    try (Stream<Path> files = Files.find(root, DEPTH, (path, kind) -> kind.isRegularFile())) {
      List<Path> found =
          files
              .filter(file -> !file.toString().endsWith(SIDECAR))
              .limit(MAX_PAYLOADS + 1L)
              .sorted()
              .toList();
      if (found.isEmpty() || found.size() > MAX_PAYLOADS) {
        throw new CannotRun(
            root
                + " holds "
                + (found.isEmpty() ? "no" : "more than " + MAX_PAYLOADS)
                + " payloads.",
            LAYOUT);
      }
      return found;
    } catch (IOException e) {
      throw new CannotRun(root + " cannot be read.", LAYOUT, e);
    }
  }

  private Captured captured(Path file) {
    Path name = root.relativize(file);
    String source = name.getName(0).toString();
    if (name.getNameCount() != DEPTH || !Topics.NAME.matcher(source).matches()) {
      throw new CannotRun(file + " does not lie in the directory of a source.", LAYOUT);
    }
    Sidecar known = sidecar(file);
    Sample sample =
        new Sample(source, PayloadFile.read(file), known.contentType(), known.time().orElse(now))
            .from(known.principal());
    return new Captured(name.toString(), sample, known.code());
  }

  private static Sidecar sidecar(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + SIDECAR);
    if (!Files.isRegularFile(beside)) {
      return Sidecar.NONE;
    }
    return Sidecar.parse(PayloadFile.read(beside).toArray())
        .orElseThrow(() -> new CannotRun(beside + " cannot be understood.", "Remove it."));
  }

  /**
   * Writes a quarantined payload; false when it names no source or place, or is there already. Its
   * file's name is made of its origin and nothing else.
   */
  public boolean save(Quarantined record) {
    Optional<Path> file = record.place().flatMap(place -> file(record.source(), place));
    if (file.isEmpty() || Files.exists(file.get())) {
      return false;
    }
    Sidecar known =
        new Sidecar(Optional.empty(), Optional.of(record.at()), record.known(), Optional.empty());
    try {
      Path payload = file.get();
      Files.createDirectories(root.resolve(record.source()));
      Files.write(payload.resolveSibling(payload.getFileName() + SIDECAR), known.json());
      Files.write(payload, record.payload().toArray());
      return true;
    } catch (IOException e) {
      throw new CannotRun("cannot write to " + root + ".", "Look at the path and its rights.", e);
    }
  }

  private Optional<Path> file(String source, Origin place) {
    if (source.equals("-") || !Topics.NAME.matcher(source).matches()) {
      return Optional.empty();
    }
    String name = place.topic() + "-" + place.partition() + "-" + place.offset() + ".payload";
    return Optional.of(root.resolve(source).resolve(name));
  }
}
