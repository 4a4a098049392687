package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.evidence.content.ContentReader;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads documents of kind {@code Source}.
 *
 * <p>Secret files are named, not opened: only the process that verifies has them.
 */
public final class SourceReader {
  /** The kind of the documents. */
  public static final String KIND = "Source";

  private static final Duration DEFAULT_AGE = Duration.ofMinutes(10);
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final ByteCount MAX_BODY = ByteCount.ofMib(16);

  private SourceReader() {}

  /** The source that the document describes, or {@code ConfigException} with every problem. */
  public static SourceSpec read(ConfigDocument document) {
    return document.finish(() -> read(document.name(), document.spec()));
  }

  private static SourceSpec read(String name, ConfigNode spec) {
    String topic = topic(name, spec);
    boolean isDirect = !topic.equals(SourceSpec.INGEST);
    Scheme scheme = SchemeReader.read(spec.child("scheme"), isDirect);
    Dedupe dedupe = Dedupe.read(spec.childOrEmpty("dedupe"), scheme, isDirect);
    return new SourceSpec(
        name,
        topic,
        scheme,
        ContentReader.read(spec, isDirect && scheme.preset() == Scheme.Preset.NONE),
        forwardHeaders(
            spec, !isDirect && isReadAgain(scheme, dedupe) ? scheme.headers() : List.of()),
        dedupe,
        limits(spec.childOrEmpty("limits"), isDirect),
        spec.duration("maxAge", DEFAULT_AGE, Duration.ofSeconds(1), MAX_AGE));
  }

  /** Ingest's topic, or the source's own with its own principal: no source has another's. */
  private static String topic(String name, ConfigNode spec) {
    String topic = spec.text("topic", SourceSpec.INGEST);
    Optional<String> principal = spec.optionalText("principal");
    if (topic.equals(SourceSpec.INGEST)) {
      principal.ifPresent(given ->
          spec.problem("principal", "only a source with topic untrusted.<its name> has one"));
      return topic;
    }
    if (!topic.equals(SourceSpec.directTopic(name))) {
      spec.problem(
          "topic",
          "must be untrusted, which is where ingest writes, or untrusted.<the source's name>");
      return SourceSpec.INGEST;
    }
    if (!principal.equals(Optional.of("producer-" + name))) {
      spec.problem(
          "principal", "must be producer-<the source's name>, who alone may write that topic");
    }
    return topic;
  }

  private static boolean isReadAgain(Scheme scheme, Dedupe dedupe) {
    return scheme.verifiedBy() == Scheme.VerifiedBy.VALIDATOR
        || dedupe.by() == DedupeId.Basis.SIGNED_ID;
  }

  private static List<String> forwardHeaders(ConfigNode spec, List<String> needed) {
    List<String> names = spec.texts("forwardHeaders");
    check(spec, names);
    if (!names.containsAll(needed)) {
      String message = "must contain " + String.join(", ", needed) + ": the validator reads them";
      spec.problem("forwardHeaders", message);
    }
    return names;
  }

  private static void check(ConfigNode spec, List<String> names) {
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
  }

  private static SourceLimits limits(ConfigNode limits, boolean isDirect) {
    if (isDirect && limits.optionalText("rate").isPresent()) {
      limits.problem("rate", "is for ingest; a direct producer gets a quota of the broker");
    }
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
