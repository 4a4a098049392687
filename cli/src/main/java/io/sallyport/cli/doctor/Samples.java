package io.sallyport.cli.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a role's metrics say.
 *
 * @param all its samples
 */
record Samples(List<Sample> all) {
  private static final Pattern LINE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  Samples {
    all = List.copyOf(all);
  }

  /** One value. */
  record Sample(String name, Map<String, String> labels, double value) {
    Sample {
      labels = Map.copyOf(labels);
    }

    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /** Reads the Prometheus text format; what is no sample is left out. */
  static Samples parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> {
          try {
            double value = Double.parseDouble(line.group(3));
            samples.add(new Sample(line.group(1), labels(line.group(2)), value));
          } catch (NumberFormatException e) {
            // +Inf of a bucket: nobody asks for it here
          }
        });
    return new Samples(samples);
  }

  private static Map<String, String> labels(@org.jspecify.annotations.Nullable String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      LABEL.matcher(text).results().forEach(each -> labels.put(each.group(1), each.group(2)));
    }
    return labels;
  }

  /** The samples of a metric. */
  List<Sample> of(String name) {
    return all.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The value of a metric without labels, if it has one. */
  OptionalDouble value(String name) {
    return of(name).stream().mapToDouble(Sample::value).findFirst();
  }
}
