package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads documents of kind {@code Source}.
 *
 * <p>Secret files are named, not opened: only the process that verifies has them.
 */
public final class SourceReader {
  /** The kind of the documents. */
  public static final String KIND = "Source";

  private static final String UNTRUSTED = "untrusted";
  private static final Duration DEFAULT_WINDOW = Duration.ofHours(75);
  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final Duration DEFAULT_AGE = Duration.ofMinutes(10);
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final ByteCount MAX_BODY = ByteCount.ofMib(16);

  private SourceReader() {}

  /** The source that the document describes, or {@code ConfigException} with every problem. */
  public static SourceSpec read(ConfigDocument document) {
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new SourceSpec(
            document.name(),
            topic(spec),
            scheme(spec.child("scheme")),
            contentTypes(spec),
            forwardHeaders(spec),
            dedupe(spec.childOrEmpty("dedupe")),
            limits(spec.childOrEmpty("limits")),
            spec.duration("maxAge", DEFAULT_AGE, Duration.ofSeconds(1), MAX_AGE)));
  }

  private static String topic(ConfigNode spec) {
    String topic = spec.text("topic", UNTRUSTED);
    if (!topic.equals(UNTRUSTED)) {
      spec.problem("topic", "must be untrusted, which is where ingest writes");
    }
    return topic;
  }

  private static Scheme scheme(ConfigNode scheme) {
    List<Path> files = scheme.paths("secretFiles");
    if (files.isEmpty()) {
      scheme.problem("secretFiles", "at least one is needed");
      files = List.of(scheme.home());
    }
    return new Scheme(
        scheme.choice("preset", Scheme.Preset.class),
        scheme.choice("verifiedBy", Scheme.VerifiedBy.class, Scheme.VerifiedBy.INGEST),
        files);
  }

  private static List<String> contentTypes(ConfigNode spec) {
    List<String> types = spec.texts("contentTypes");
    for (String type : types) {
      boolean isPlain = type.equals(type.toLowerCase(Locale.ROOT)) && type.indexOf(';') < 0;
      if (!isPlain || type.indexOf('/') < 1 || type.endsWith("/")) {
        spec.problem("contentTypes", "must be lower-case media types such as application/json");
      }
    }
    return types.isEmpty() ? List.of("application/json") : types;
  }

  private static List<String> forwardHeaders(ConfigNode spec) {
    List<String> names = spec.texts("forwardHeaders");
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      ForwardHeaders.problem(name).ifPresent(why -> spec.problem("forwardHeaders", why));
      if (!seen.add(name)) {
        spec.problem("forwardHeaders", "a name is given twice");
      }
    }
    if (names.size() > ForwardHeaders.MAX_NAMES) {
      spec.problem("forwardHeaders", "at most " + ForwardHeaders.MAX_NAMES + " names");
    }
    return names;
  }

  private static Dedupe dedupe(ConfigNode dedupe) {
    DedupeId.Basis by = dedupe.choice("by", DedupeId.Basis.class, DedupeId.Basis.SIGNED_BYTES);
    if (by != DedupeId.Basis.SIGNED_BYTES) {
      dedupe.problem("by", "must be signedBytes: this scheme signs the body and no id");
    }
    Duration window = dedupe.duration("window", DEFAULT_WINDOW, Duration.ofMinutes(1), MAX_WINDOW);
    return new Dedupe(by, window);
  }

  private static SourceLimits limits(ConfigNode limits) {
    return new SourceLimits(
        limits.size("body", ByteCount.ofMib(1), new ByteCount(1), MAX_BODY),
        (int) limits.integer("depth", 64, 1, 256),
        (int) limits.integer("digits", 128, 1, 1_024),
        rate(limits));
  }

  private static Rate rate(ConfigNode limits) {
    try {
      return Rate.parse(limits.text("rate", "50/s"));
    } catch (IllegalArgumentException e) {
      limits.problem("rate", String.valueOf(e.getMessage()));
      return new Rate(1, Duration.ofSeconds(1));
    }
  }
}
