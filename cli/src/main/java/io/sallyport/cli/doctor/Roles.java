package io.sallyport.cli.doctor;

import io.sallyport.cli.doctor.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What the roles say of themselves, as findings. None of their files is opened. */
final class Roles {
  private static final double STALE_SECONDS = 5;
  private static final String BUNDLE = "sallyport_bundle_info";
  private static final Duration SOON = Duration.ofDays(14);

  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  private Roles(Instant now) {
    this.now = now;
  }

  /** What {@code answers} come to. */
  static List<Finding> findings(List<RoleAnswer> answers, Instant now) {
    Roles roles = new Roles(now);
    answers.forEach(roles::look);
    roles.bundles(answers);
    roles.lenders(answers);
    roles.versions(answers);
    return List.copyOf(roles.findings);
  }

  /**
   * Which of the services of an installation nobody was told of: of each, ingest and validator, and
   * an executor of each cell.
   */
  static List<Finding> unseen(List<RoleAnswer> answers, Set<String> cells) {
    Set<String> wanted = new TreeSet<>(Set.of("ingest", "validator"));
    cells.forEach(cell -> wanted.add("executor of " + cell));
    answers.forEach(answer -> wanted.remove(answer.role()));
    wanted.removeAll(digests(answers, Roles::within).keySet());
    return wanted.isEmpty()
        ? List.of(Finding.ok(Check.ROLE_UNSEEN, "installation", "each role was asked"))
        : wanted.stream()
            .map(role ->
                Finding.warning(Check.ROLE_UNSEEN, role, "did not answer, or was not asked"))
            .toList();
  }

  private void look(RoleAnswer answer) {
    String role = answer.role();
    findings.add(Finding.of(answer.ready(), Check.ROLE_READY, role, answer.reason()));
    answer.offset().ifPresent(offset -> findings.add(Skew.finding(role, offset)));
    Samples metrics = answer.metrics();
    metrics
        .value("sallyport_revocations_age_seconds")
        .ifPresent(age ->
            findings.add(
                Finding.of(
                    age <= STALE_SECONDS, Check.REVOCATIONS, role, "confirmed " + age + "s ago")));
    metrics.of("sallyport_executor_actions_in_doubt").forEach(open -> doubts(role, open));
    expiries(metrics, "sallyport_executor_key_not_after_seconds", Check.KEY_EXPIRY, role);
    expiries(metrics, "kafka_client_certificate_not_after_seconds", Check.CERTIFICATE_EXPIRY, role);
    expiries(metrics, "ingest_tls_not_after_seconds", Check.LISTENER_EXPIRY, role);
    expiries(metrics, "ingest_source_key_not_after_seconds", Check.SOURCE_KEY_EXPIRY, role);
    metrics.of(BUNDLE).forEach(bundle -> signed(within(role, bundle), bundle));
    metrics.of("sallyport_executor_sandbox_layer").forEach(layer -> layer(role, layer));
    ambient(role, metrics);
  }

  /** Where it is: cells have executors of the same role. */
  private static String within(String role, Sample sample) {
    String cell = sample.label("cell");
    return cell.isEmpty() ? role : role + " of " + cell;
  }

  private void doubts(String role, Sample open) {
    String text = (long) open.value() + " actions in doubt";
    findings.add(Finding.of(open.value() == 0, Check.IN_DOUBT, within(role, open), text));
  }

  private void expiries(Samples metrics, String name, Check check, String role) {
    for (Sample end : metrics.of(name)) {
      Instant at = Instant.ofEpochSecond((long) end.value());
      String whose = end.label("key") + end.label("certificate") + end.label("source");
      String text = (whose + " ends at " + at).strip();
      if (!now.isBefore(at)) {
        findings.add(Finding.bad(check, role, text));
      } else if (now.plus(SOON).isAfter(at)) {
        findings.add(Finding.warning(check, role, text));
      } else {
        findings.add(Finding.ok(check, role, text));
      }
    }
  }

  private void signed(String role, Sample bundle) {
    String text = "version " + bundle.label("version") + ", " + bundle.label("digest");
    findings.add(
        bundle.label("version").equals("0")
            ? Finding.warning(Check.BUNDLE_SIGNED, role, "nobody signed " + bundle.label("digest"))
            : Finding.ok(Check.BUNDLE_SIGNED, role, text));
  }

  private void layer(String role, Sample layer) {
    String held = layer.value() == 1 ? " holds " : " does not hold ";
    String text = layer.label("layer") + held + "the program of handler " + layer.label("handler");
    findings.add(
        layer.value() == 1
            ? Finding.ok(Check.SANDBOX, role, text)
            : Finding.warning(Check.SANDBOX, role, text));
  }

  private void ambient(String role, Samples metrics) {
    metrics
        .value("sallyport_executor_strict")
        .ifPresent(strict -> {
          String text =
              strict == 1
                  ? "what lies around stops its start"
                  : "strict is off: it starts with whatever lies around it";
          findings.add(Finding.of(strict == 1, Check.AMBIENT, role, text));
        });
    metrics.of("sallyport_executor_tolerates").stream()
        .filter(kind -> kind.value() == 1)
        .forEach(kind ->
            findings.add(Finding.warning(Check.AMBIENT, role, "tolerates " + kind.label("kind"))));
  }

  /** Instances of one role and cell go by the same; those of others need not. */
  private void bundles(List<RoleAnswer> answers) {
    digests(answers, Roles::within)
        .forEach((where, all) ->
            findings.add(
                Finding.of(all.size() == 1, Check.BUNDLE_DIGEST, where, String.join(", ", all))));
  }

  /** A minter lends for what it verifies by the executor's bundle; with another it refuses. */
  private void lenders(List<RoleAnswer> answers) {
    Map<String, Set<String>> lending = cells(answers, "minter");
    Map<String, Set<String>> performing = cells(answers, "executor");
    lending.forEach((cell, lent) -> {
      Set<String> performed = performing.getOrDefault(cell, lent);
      String text =
          performed.equals(lent)
              ? "the minter goes by the executor's: " + String.join(", ", lent)
              : "the minter goes by " + lent + ", the executor by " + performed;
      findings.add(Finding.of(performed.equals(lent), Check.BUNDLE_DIGEST, "cell " + cell, text));
    });
  }

  private static Map<String, Set<String>> cells(List<RoleAnswer> answers, String role) {
    List<RoleAnswer> own = answers.stream().filter(answer -> answer.role().equals(role)).toList();
    return digests(own, (_, bundle) -> bundle.label("cell"));
  }

  /** The digests of the bundles that are gone by, in groups of what {@code by} says of each. */
  private static Map<String, Set<String>> digests(
      List<RoleAnswer> answers, BiFunction<String, Sample, String> by) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (RoleAnswer answer : answers) {
      for (Sample bundle : answer.metrics().of(BUNDLE)) {
        found
            .computeIfAbsent(by.apply(answer.role(), bundle), _ -> new TreeSet<>())
            .add(bundle.label("digest"));
      }
    }
    return found;
  }

  private void versions(List<RoleAnswer> answers) {
    Set<String> versions = new TreeSet<>();
    for (RoleAnswer answer : answers) {
      answer
          .metrics()
          .of("sallyport_build_info")
          .forEach(all -> versions.add(all.label("version")));
    }
    String text = String.join(", ", versions);
    findings.add(
        versions.size() <= 1
            ? Finding.ok(Check.ROLE_VERSION, "installation", text)
            : Finding.warning(Check.ROLE_VERSION, "installation", "roles differ: " + text));
  }
}
