package io.sallyport.quickstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.provision.Sources;
import io.sallyport.quickstart.stack.ProcessState;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Shows the processes of a stack; the answer is no (1) if one of them is not ready. */
final class Status {
  private static final String ROW = "%-22s %8s %7s %9s  %-9s  %s%n";

  private final PrintStream out;

  Status(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options = Options.parse(arguments, Set.of("--data", "--output"), Set.of());
    String output = options.word("--output", "table", Set.of("table", "json"));
    var data = new DataDirectory(options.data());
    if (!data.isOurs()) {
      throw new DataException(data.root() + " holds no stack; start one with 'sallyport up'");
    }
    List<ProcessState> states = ProcessState.all(data);
    if (output.equals("json")) {
      showJson(data, states);
    } else {
      showTable(states);
      unproven(data)
          .forEach(each -> out.printf("source %s has preset none: anybody sends%n", each));
      data.profiles().forEach(each -> out.printf("profile %s%n", each));
    }
    return isReady(states) ? 0 : 1;
  }

  private void showTable(List<ProcessState> states) {
    out.printf(ROW, "PROCESS", "PID", "UID", "RESIDENT", "READY", "ADDRESS");
    for (ProcessState state : states) {
      out.printf(
          ROW,
          state.name(),
          state.pid() == 0 ? "-" : state.pid(),
          state.pid() == 0 ? "-" : state.uid(),
          state.pid() == 0 ? "-" : (state.residentBytes() >> 20) + " MiB",
          state.ready() ? "ready" : "not ready",
          state.address());
    }
  }

  private void showJson(DataDirectory data, List<ProcessState> states) {
    ObjectNode json = StrictJson.object();
    json.put("data", data.root().toString());
    json.put("ready", isReady(states));
    ArrayNode processes = json.putArray("processes");
    for (ProcessState state : states) {
      processes
          .addObject()
          .put("name", state.name())
          .put("pid", state.pid())
          .put("uid", state.uid())
          .put("residentBytes", state.residentBytes())
          .put("ready", state.ready())
          .put("address", state.address());
    }
    ArrayNode sources = json.putArray("unprovenSources");
    unproven(data).forEach(sources::add);
    ArrayNode profiles = json.putArray("profiles");
    data.profiles().forEach(each -> profiles.add(each.toString()));
    out.println(new String(StrictJson.write(json), StandardCharsets.UTF_8));
  }

  private static List<String> unproven(DataDirectory data) {
    Path sources = data.home(Role.INGEST).resolve("sources");
    return Files.isDirectory(sources) ? Sources.unproven(sources) : List.of();
  }

  private static boolean isReady(List<ProcessState> states) {
    return states.stream().allMatch(ProcessState::ready);
  }
}
