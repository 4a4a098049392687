package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.evidence.content.ContentReader;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
  private static final Duration DEFAULT_AGE = Duration.ofMinutes(10);
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final ByteCount MAX_BODY = ByteCount.ofMib(16);

  private SourceReader() {}

  /** The source that the document describes, or {@code ConfigException} with every problem. */
  public static SourceSpec read(ConfigDocument document) {
    return document.finish(() -> read(document.name(), document.spec()));
  }

  private static SourceSpec read(String name, ConfigNode spec) {
    Scheme scheme = SchemeReader.read(spec.child("scheme"));
    Dedupe dedupe = Dedupe.read(spec.childOrEmpty("dedupe"), scheme);
    return new SourceSpec(
        name,
        topic(spec),
        scheme,
        ContentReader.read(spec),
        forwardHeaders(spec, scheme, dedupe),
        dedupe,
        limits(spec.childOrEmpty("limits")),
        spec.duration("maxAge", DEFAULT_AGE, Duration.ofSeconds(1), MAX_AGE));
  }

  private static String topic(ConfigNode spec) {
    String topic = spec.text("topic", UNTRUSTED);
    if (!topic.equals(UNTRUSTED)) {
      spec.problem("topic", "must be untrusted, which is where ingest writes");
    }
    return topic;
  }

  private static List<String> forwardHeaders(ConfigNode spec, Scheme scheme, Dedupe dedupe) {
    List<String> names = spec.texts("forwardHeaders");
    check(spec, names);
    boolean isReadAgain =
        scheme.verifiedBy() == Scheme.VerifiedBy.VALIDATOR
            || dedupe.by() == DedupeId.Basis.SIGNED_ID;
    if (isReadAgain && !names.containsAll(scheme.preset().headers())) {
      String needed = String.join(", ", scheme.preset().headers());
      spec.problem("forwardHeaders", "must contain " + needed + ": the validator reads them");
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
