package io.sallyport.compose;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code compose.yaml} as {@code docker compose config} would show it: with its merges carried out.
 *
 * @param services what it says of each service
 * @param networks the names of the networks that it declares
 * @param volumes the names of the volumes that it declares
 */
record ComposeFile(
    Map<String, Map<String, Object>> services, Set<String> networks, Set<String> volumes) {
  private static final int MAX_ALIASES = 500;

  /** Lists that a later file replaces; others go on where those of an earlier one end. */
  private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test");

  static ComposeFile read() throws IOException {
    return read("compose.yaml");
  }

  /** The same with another file after it: {@code -f compose.yaml -f later}. */
  static ComposeFile readWith(String later) throws IOException {
    ComposeFile first = read();
    ComposeFile second = read(later);
    Map<String, Map<String, Object>> services = new TreeMap<>(first.services);
    second.services.forEach((name, each) -> services.merge(name, each, ComposeFile::merged));
    return new ComposeFile(
        services, union(first.networks, second.networks), union(first.volumes, second.volumes));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> later) {
    Map<String, Object> merged = new LinkedHashMap<>(first);
    later.forEach((key, value) ->
        merged.merge(key, value, (old, now) -> REPLACED.contains(key) ? now : merged(old, now)));
    return merged;
  }

  private static Object merged(Object first, Object later) {
    if (first instanceof Map<?, ?> && later instanceof Map<?, ?>) {
      return merged(mapping(first), mapping(later));
    }
    if (first instanceof List<?> some && later instanceof List<?> more) {
      List<Object> all = new ArrayList<>(some);
      all.addAll(more);
      return all;
    }
    return later;
  }

  private static ComposeFile read(String document) throws IOException {
    try (Reader reader = Files.newBufferedReader(Path.of(document))) {
      Map<String, Object> file =
          mapping(
              new Load(LoadSettings.builder().setMaxAliasesForCollections(MAX_ALIASES).build())
                  .loadFromReader(reader));
      Map<String, Map<String, Object>> services = new TreeMap<>();
      mapping(file.get("services")).forEach((name, each) -> services.put(name, mapping(each)));
      return new ComposeFile(
          services, mapping(file.get("networks")).keySet(), mapping(file.get("volumes")).keySet());
    }
  }

  /** What it says of a service; nothing of one that is not there. */
  Map<String, Object> of(String service) {
    return services.getOrDefault(service, Map.of());
  }

  /** The networks of a service, each with its aliases there. */
  Map<String, List<String>> networksOf(String service) {
    Map<String, List<String>> found = new TreeMap<>();
    switch (of(service).get("networks")) {
      case List<?> names -> names.forEach(name -> found.put((String) name, List.of()));
      case Map<?, ?> each ->
          each.forEach((name, its) -> found.put((String) name, texts(mapping(its).get("aliases"))));
      case null, default -> {}
    }
    return found;
  }

  /** The volumes of a service that are named: their names, without places and modes. */
  Set<String> volumesOf(String service) {
    Set<String> found = new TreeSet<>();
    for (Object each : (List<?>) of(service).getOrDefault("volumes", List.of())) {
      found.add(
          each instanceof String text
              ? text.split(":", 2)[0]
              : (String) mapping(each).get("source"));
    }
    return found;
  }

  /** The words of a command line part, such as {@code command}. */
  List<String> words(String service, String key) {
    return texts(of(service).get(key));
  }

  private static List<String> texts(@Nullable Object list) {
    return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** A mapping with what it merges, which its own keys go before. */
  private static Map<String, Object> mapping(@Nullable Object value) {
    Map<String, Object> merged = new LinkedHashMap<>();
    Map<?, ?> own = value == null ? Map.of() : (Map<?, ?>) value;
    List<Object> bases = new ArrayList<>();
    if (own.get("<<") instanceof List<?> several) {
      bases.addAll(several);
    } else if (own.containsKey("<<")) {
      bases.add(own.get("<<"));
    }
    bases.reversed().forEach(base -> merged.putAll(mapping(base)));
    own.forEach((key, each) -> {
      if (!key.equals("<<")) {
        merged.put((String) key, each);
      }
    });
    return merged;
  }
}
