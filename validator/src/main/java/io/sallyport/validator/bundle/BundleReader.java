package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Problem;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.PolicyReader;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.rule.RuleReader;
import io.sallyport.validator.rule.Rules;
import io.sallyport.validator.watch.Watch;
import io.sallyport.validator.watch.WatchReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads a bundle and reports everything that is wrong with it at once. Used by one thread, once.
 */
public final class BundleReader {
  private static final String WATCH = "Watch";
  private static final Set<String> KINDS =
      Set.of("Source", "Rule", "Policy", WATCH, TestReader.KIND, ApproversReader.KIND);

  private final Path directory;
  private final BundleFiles files;
  private final Path home;
  private final BundleLimits limits;
  private final List<ConfigException> failures = new ArrayList<>();
  private final List<ConfigDocument> documents = new ArrayList<>();
  private final Map<String, ActionType> actions = new TreeMap<>();
  private final Map<String, Path> actionFiles = new TreeMap<>();

  private BundleReader(Path directory, BundleFiles files, Path home, BundleLimits limits) {
    this.directory = directory;
    this.files = files;
    this.home = home;
    this.limits = limits;
  }

  /**
   * The bundle in {@code directory}, whoever signed it; throws {@link ConfigException} with all
   * problems.
   *
   * @param home the directory of the process's own file, where relative references start
   */
  public static Bundle read(Path directory, Path home, BundleLimits limits) {
    BundleFiles files = BundleFiles.read(directory);
    BundleVersion version = BundleVersion.unsigned(files.digest());
    return new BundleReader(directory, files, home, limits).read(version);
  }

  /** The same of files that were read, and checked to be {@code version}. */
  static Bundle read(
      Path directory, BundleFiles files, BundleVersion version, Path home, BundleLimits limits) {
    return new BundleReader(directory, files, home, limits).read(version);
  }

  private Bundle read(BundleVersion version) {
    files.texts().forEach(this::open);
    checkNames();
    Map<String, SourceSpec> sources = sources();
    Map<String, Watch> watches = watches(sources);
    TestReader.Parts parts = new TestReader.Parts(sources, actions, watches);
    each(TestReader.KIND, (name, spec) -> TestReader.read(name, spec, parts));
    PolicyReader policies = new PolicyReader(actions, limits.expressions(), limits.quotas());
    each("Policy", (name, spec) -> policies.read(spec));
    Map<String, Policies> decided = policies.policies();
    Approvers approvers = approvers();
    PersonsCheck.problems(decided, approvers)
        .forEach((type, problems) -> problems.forEach(problem -> failPersons(type, problem)));
    List<Rule> rules = rules(new CrossCheck(sources, decided, watches, approvers));
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
    return new Bundle(
        version, limits, sources, actions, Rules.of(rules), decided, approvers, watches);
  }

  private Map<String, Watch> watches(Map<String, SourceSpec> sources) {
    WatchReader reader = new WatchReader(sources, limits.quotas());
    Map<String, Watch> watches = new TreeMap<>();
    each(WATCH, reader::read).forEach(watch -> watches.putIfAbsent(watch.source(), watch));
    return watches;
  }

  private List<Rule> rules(CrossCheck check) {
    RuleReader reader = new RuleReader(actions, limits.expressions());
    List<Rule> rules =
        each("Rule", (name, spec) -> check.check(spec, reader.read(name, spec))).stream()
            .flatMap(rule -> rule.stream())
            .toList();
    if (rules.size() > limits.maxRules()) {
      fail(directory, "more than limits.rules, " + limits.maxRules());
    }
    return rules;
  }

  private void open(String name, String text) {
    Path file = directory.resolve(name);
    if (name.endsWith(".avsc")) {
      action(file, text);
      return;
    }
    try {
      documents.addAll(ConfigFile.parse(file.toString(), text, home));
    } catch (ConfigException e) {
      failures.add(e);
    }
  }

  private void action(Path file, String text) {
    switch (ActionType.parse(text)) {
      case ActionType.Parsed(ActionType type) -> add(file, type);
      case ActionType.Refused(List<SchemaProblem> problems) ->
          problems.forEach(problem -> fail(file, problem.text()));
    }
  }

  private void add(Path file, ActionType type) {
    actionFiles.put(type.name(), file);
    if (actions.putIfAbsent(type.name(), type) != null) {
      fail(file, "another file declares " + type.name());
    }
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (ConfigDocument document : documents) {
      if (!KINDS.contains(document.kind())) {
        failures.add(document.problem("kind: one of " + KINDS));
      } else if (!Topics.NAME.matcher(document.name()).matches()) {
        failures.add(document.problem("metadata.name: 1 to 40 of a-z, 0-9 and '-'"));
      } else if (!names.add(document.kind() + "/" + document.name())) {
        failures.add(document.problem("another " + document.kind() + " has this name"));
      }
    }
  }

  private Map<String, SourceSpec> sources() {
    Map<String, SourceSpec> sources = new TreeMap<>();
    for (ConfigDocument document : of(SourceReader.KIND)) {
      try {
        SourceSpec source = SourceReader.read(document);
        sources.put(source.name(), source);
        CrossCheck.problem(source, limits.maxBody())
            .ifPresent(message -> failures.add(document.problem(message)));
      } catch (ConfigException e) {
        failures.add(e);
      }
    }
    return sources;
  }

  private Approvers approvers() {
    List<ConfigDocument> found = of(ApproversReader.KIND);
    if (found.size() > 1) {
      failures.add(found.get(1).problem("one document says who approves, and there is another"));
    }
    try {
      return found.isEmpty() ? Approvers.none() : ApproversReader.read(found.getFirst());
    } catch (ConfigException e) {
      failures.add(e);
      return Approvers.none();
    }
  }

  private List<ConfigDocument> of(String kind) {
    return documents.stream().filter(document -> document.kind().equals(kind)).toList();
  }

  private <T> List<T> each(String kind, BiFunction<String, ConfigNode, T> reader) {
    List<T> read = new ArrayList<>();
    for (ConfigDocument document : of(kind)) {
      try {
        read.add(document.finish(() -> reader.apply(document.name(), document.spec())));
      } catch (ConfigException e) {
        failures.add(e);
      }
    }
    return read;
  }

  /** At the schema where that asks persons, else at what speaks of its type. */
  private void failPersons(String type, String problem) {
    Path file = actionFiles.getOrDefault(type, directory);
    boolean isOfType =
        Optional.ofNullable(actions.get(type)).flatMap(ActionType::approval).isPresent();
    Optional<ConfigDocument> policy = isOfType ? Optional.empty() : policyOf(type);
    policy.ifPresentOrElse(
        document -> failures.add(document.problem(type + ": " + problem)),
        () -> fail(file, "/" + problem));
  }

  private Optional<ConfigDocument> policyOf(String type) {
    return of("Policy").stream()
        .filter(document -> document.spec().text("action").equals(type))
        .findFirst();
  }

  private void fail(Path file, String message) {
    Problem problem = new Problem(file.toString(), 1, 1, message, "");
    failures.add(new ConfigException(List.of(problem)));
  }
}
