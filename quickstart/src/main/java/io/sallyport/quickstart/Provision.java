package io.sallyport.quickstart;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Homes;
import io.sallyport.quickstart.data.RegistryKind;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.ProjectHome;
import io.sallyport.quickstart.provision.ConfluentRegistry;
import io.sallyport.quickstart.provision.Provisioning;
import io.sallyport.quickstart.supervise.Owner;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fills the homes of a stack whose processes run in containers, and hands each to its user. What is
 * filled stays: containers may be reading it.
 */
final class Provision {
  private static final Set<String> OPTIONS =
      Set.of(
          "--data", "--bundle", "--executor-bundle", "--second-bundle", "--uid-base", "--registry");
  private static final int DEFAULT_UID_BASE = 20_000;
  private static final int MAX_UID_BASE = 2_000_000_000;

  /** The user of persons' tools comes after those of the roles, others after it. */
  private static final int PERSONS = Role.values().length + 1;

  private final PrintStream out;

  Provision(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options = Options.parse(arguments, OPTIONS, Set.of());
    var data = new DataDirectory(options.data());
    if (Files.exists(data.endpoints())) {
      out.println("the homes in " + data.root() + " are filled already");
      return 0;
    }
    Endpoints endpoints = Endpoints.ofContainers(registry(options));
    var provisioning = new Provisioning(data, endpoints, ProjectHome.find());
    provisioning.provisionBackends();
    provisioning.provisionServices(options.path("--bundle"), options.path("--executor-bundle"));
    provisioning.provisionContainers(options.path("--second-bundle"));
    if (endpoints.registry() == RegistryKind.CONFLUENT) {
      ConfluentRegistry.provision(data, endpoints);
    }
    handOver(data, options.number("--uid-base", DEFAULT_UID_BASE, MAX_UID_BASE));
    endpoints.write(data.endpoints());
    out.println("filled the homes in " + data.root());
    return 0;
  }

  private static RegistryKind registry(Options options) {
    String word = options.word("--registry", "apicurio", Set.of("apicurio", "confluent"));
    return RegistryKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static void handOver(DataDirectory data, int base) {
    for (Role role : Role.values()) {
      Homes.handOver(data.home(role), new Owner.Uid(base + role.number()));
    }
    for (String person : Provisioning.persons()) {
      Homes.handOver(data.home(person), new Owner.Uid(base + PERSONS));
    }
    for (String home : Provisioning.containerHomes()) {
      Homes.handOver(data.home(home), owner(base, home));
    }
    Path door = data.home(Provisioning.LENDER).resolve("door");
    Homes.letIn(door, owner(base, Provisioning.LENDER), owner(base, Provisioning.BORROWER));
  }

  private static Owner.Uid owner(int base, String containerHome) {
    return new Owner.Uid(base + PERSONS + 1 + Provisioning.containerHomes().indexOf(containerHome));
  }
}
