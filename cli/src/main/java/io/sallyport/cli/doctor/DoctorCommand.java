package io.sallyport.cli.doctor;

import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.ActionFiles;
import io.sallyport.cli.data.AdminOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.confluent.RegistryException;
import io.sallyport.contract.topic.ManifestApply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at an installation from outside and says what does not hold. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at an installation and says what does not hold, each with a code and a next step.",
      "It asks the broker, the registry and the roles' admin listeners; it changes nothing and",
      "opens no role's files or keys. Exits 1 when something is bad; a warning does not count."
    },
    footer = {
      "%nExamples:",
      "  sallyport doctor",
      "  sallyport doctor topics.yaml --config admin.properties --admin http://10.0.0.1:9101",
      "  sallyport doctor --bundle bundle --output json"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final String CLUSTER = "cluster";

  private final Console console;
  @Mixin private AdminOptions installation = new AdminOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A YAML document of kind Topics (default: DIR/admin/topics.yaml).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "A directory with *.avsc files, whose subjects the registry must have.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "A role's admin listener; may be repeated (default: those of the stack).")
  private List<URI> admin = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one request may take (default: 10s).")
  private Duration timeout = Duration.ofSeconds(10);

  /** A command that writes to {@code console}. */
  public DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TopicsDocument document =
        TopicsDocument.read(file.orElseGet(() -> installation.directory().topics()));
    Map<String, Object> client = installation.client();
    List<URI> listeners = admin.isEmpty() ? installation.directory().endpoints().admin() : admin;
    List<Finding> findings = new ArrayList<>();
    broker(document, client, findings);
    bundle.ifPresent(directory -> findings.addAll(registry(document, directory)));
    findings.addAll(roles(listeners, document.spec().cells().keySet()));
    return tell(findings);
  }

  /** A broker that does not answer is a finding: the roles are asked all the same. */
  private void broker(TopicsDocument document, Map<String, Object> client, List<Finding> findings) {
    try {
      Admin kafka = Admin.create(client);
      try {
        Cluster cluster = new Cluster(kafka, timeout);
        findings.addAll(cluster.facts().findings());
        findings.addAll(cluster.replication(document).findings());
        findings.addAll(cluster.kafkasOwn(document).findings());
        findings.addAll(Declared.manifest(document.differences(kafka, timeout), document.size()));
        findings.addAll(new BrokerClocks(kafka, timeout).findings(document));
      } finally {
        kafka.close(Duration.ZERO);
      }
      findings.add(Finding.ok(Check.BROKER_REACHABLE, CLUSTER, "answers"));
    } catch (CannotRun | ManifestApply.Failed e) {
      findings.add(Finding.bad(Check.BROKER_REACHABLE, CLUSTER, String.valueOf(e.getMessage())));
    } catch (KafkaException e) {
      String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      findings.add(Finding.bad(Check.BROKER_REACHABLE, CLUSTER, e.getMessage() + why));
    }
  }

  /** A registry that does not answer is a finding too. */
  private static List<Finding> registry(TopicsDocument document, Path bundle) {
    List<ActionType> types = ActionFiles.read(bundle);
    try {
      return Declared.registry(document.drift(types), types.size());
    } catch (RegistryException e) {
      String why = String.valueOf(e.getMessage());
      return List.of(Finding.bad(check(e.reason()), "registry", why));
    }
  }

  private static Check check(RegistryException.Reason reason) {
    return switch (reason) {
      case REGISTRY_UNTRUSTED, REGISTRY_UNAUTHENTICATED, REGISTRY_FORBIDDEN, REGISTRY_FILE ->
          Check.REGISTRY_ACCESS;
      case REGISTRY_UNREACHABLE, REGISTRY_ANSWER, REGISTRY_SCHEMA -> Check.REGISTRY_REACHABLE;
    };
  }

  private List<Finding> roles(List<URI> listeners, Set<String> cells) {
    try (RoleClient client = new RoleClient(timeout)) {
      List<RoleAnswer> answers = listeners.stream().map(client::ask).toList();
      List<Finding> findings = new ArrayList<>(Roles.findings(answers, Instant.now()));
      findings.addAll(Roles.unseen(answers, cells));
      return findings;
    }
  }

  private int tell(List<Finding> findings) {
    if (output.isJson()) {
      findings.forEach(finding -> console.json(finding.json()));
    } else {
      Table table = Table.headed("STATE", "CODE", "WHERE", "FOUND", "NEXT");
      findings.forEach(each ->
          table.row(
              each.stateText(),
              each.check().code(),
              each.subject(),
              each.text().replace("\n", "; "),
              each.next()));
      console.table(table);
    }
    boolean bad = findings.stream().anyMatch(each -> each.state() == Finding.State.BAD);
    return bad ? ExitCode.NO : ExitCode.DONE;
  }
}
