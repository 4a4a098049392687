package io.sallyport.cli.reach;

import io.sallyport.contract.Topics;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A document of kind {@code Reach}: which addresses and paths there are where an installation runs,
 * and who may connect to and read them.
 *
 * @param ways each of them, once
 */
public record Reach(List<Way> ways) {
  /** Of an installation that declares none. */
  public static final Reach NONE = new Reach(List.of());

  private static final int MAX_ADDRESSES = 500;
  private static final int MAX_WAYS = 500;
  private static final int MAX_PORT = 65_535;
  private static final Predicate<String> ENDPOINT =
      Pattern.compile("(?:[0-9a-zA-Z.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}]):[1-9][0-9]{0,4}")
          .asMatchPredicate();
  private static final Predicate<String> PATH = Pattern.compile("/\\S{0,1023}").asMatchPredicate();

  /** Copies. */
  public Reach {
    ways = List.copyOf(ways);
  }

  /** Reads a file of one such document, or throws {@code ConfigException} with all problems. */
  public static Reach read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Reach");
    ConfigNode spec = document.spec();
    return document.finish(() -> {
      List<Way> ways = new ArrayList<>();
      spec.children("addresses").forEach(each -> ways.add(address(each)));
      spec.children("paths").forEach(each -> ways.add(path(each)));
      require(spec, ways);
      return new Reach(ways);
    });
  }

  private static Way address(ConfigNode node) {
    String name = node.text("name", "");
    if (!Topics.NAME.matcher(name).matches()) {
      node.problem("name", "names are 1 to 40 of a-z, 0-9 and '-'");
    }
    List<String> at = node.texts("at");
    if (at.isEmpty() || !at.stream().allMatch(Reach::isEndpoint)) {
      node.problem("at", "needs a list of one or more host:port; an IPv6 host is in brackets");
    }
    return new Way(Way.Kind.ADDRESS, name, at, open(node));
  }

  private static boolean isEndpoint(String at) {
    return ENDPOINT.test(at) && Integer.parseInt(at.substring(at.lastIndexOf(':') + 1)) <= MAX_PORT;
  }

  private static Way path(ConfigNode node) {
    String path = node.text("path", "");
    if (!PATH.test(path)) {
      node.problem("path", "must begin with / and hold no blank, 1024 characters at most");
    }
    return new Way(Way.Kind.PATH, path, List.of(), open(node));
  }

  private static TreeSet<String> open(ConfigNode node) {
    return new TreeSet<>(node.texts("open"));
  }

  /** Nothing twice, since a report could not tell which was meant, and no more than is tried. */
  private static void require(ConfigNode spec, List<Way> ways) {
    Set<String> names = new HashSet<>();
    int addresses = 0;
    for (Way way : ways) {
      addresses += way.at().size();
      String key = way.kind() == Way.Kind.PATH ? "paths" : "addresses";
      if (!names.add(key + " " + way.name())) {
        spec.problem(key, way.name() + " is there twice");
      }
    }
    if (addresses > MAX_ADDRESSES) {
      spec.problem("addresses", "has " + addresses + " host:port, at most " + MAX_ADDRESSES);
    }
    if (ways.size() > MAX_WAYS) {
      spec.problem("paths", "there are " + ways.size() + " names and paths, at most " + MAX_WAYS);
    }
  }
}
