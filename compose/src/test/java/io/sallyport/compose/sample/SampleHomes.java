package io.sallyport.compose.sample;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.mandate.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each process and person of a site finds at home: its own files and nobody else's. */
record SampleHomes(SampleSite site) {
  private static final Pattern PERSON =
      Pattern.compile("(id: )([a-z0-9-]+)(\\n.*\\n.*Ed25519, x: )[A-Za-z0-9_-]+");
  private static final Pattern ORIGIN = Pattern.compile("origin: '[^']*'");
  private static final Pattern SECRET = Pattern.compile("file: \\{path: ([a-z/-]+)}");
  private static final List<String> OPERATORS = List.of("operator", "second");

  void write() {
    validator();
    site.sample().copy("validator", "source", site.home("ingest/sources"), text -> text);
    Sample.write(
        site.home("ingest/config.yaml"),
        head("Ingest", "ingest")
            + "  listen: {port: %d}\n".formatted(site.port())
            + kafka("ingest"));
    site.sample().executors().forEach(this::executor);
    persons().forEach(this::person);
  }

  /** The ids of those who approve. */
  List<String> persons() {
    Path approvers = site.sample().folder().resolve("validator/approvers.yaml");
    return Files.exists(approvers)
        ? PERSON.matcher(Sample.read(approvers)).results().map(each -> each.group(2)).toList()
        : List.of();
  }

  /** A sample's text with this site's target and persons. */
  private String own(String text) {
    String called =
        ORIGIN
            .matcher(text)
            .replaceAll(
                "origin: '%s'\n    allowAddresses: [127.0.0.1/32]"
                    .formatted(site.target().origin()));
    return PERSON
        .matcher(called)
        .replaceAll(each ->
            Matcher.quoteReplacement(
                each.group(1)
                    + each.group(2)
                    + each.group(3)
                    + site.key(each.group(2)).jwk().text()));
  }

  private void validator() {
    Path home = site.home("validator");
    site.sample().copy("validator", "", home.resolve("bundle"), this::own);
    secretKey(home, "mandate", "validator-mandate");
    secretKey(home, "receipt", "validator-receipt");
    String executors =
        site.sample().executors().stream()
            .map(site.sample()::cell)
            .map(cell -> "{cell: %1$s, keyFiles: [keys/%1$s-receipt.jwk]}".formatted(cell))
            .collect(Collectors.joining(", "));
    site.sample().executors().stream()
        .map(site.sample()::cell)
        .forEach(cell -> publicKey(home, cell + "-receipt"));
    Sample.write(
        home.resolve("config.yaml"),
        head("Validator", "validator")
            + """
              bundle: bundle
              dev: true
              threads: 2
              keys: {mandate: keys/mandate.pem, receipt: keys/receipt.pem}
              executors: [%s]
              registry: {url: '%s'}
            """
                .formatted(executors, site.registry())
            + kafka("validator"));
  }

  private void executor(String name) {
    String cell = site.sample().cell(name);
    Path home = site.home(name);
    site.sample().copy(name, "", home.resolve("bundle"), this::own);
    secretKey(home, "receipt", cell + "-receipt");
    publicKey(home, "validator-mandate");
    OPERATORS.forEach(operator -> publicKey(home, operator));
    site.sample().texts(name, "credential").forEach(each -> lend(home, cell, each));
    Sample.write(
        home.resolve("config.yaml"),
        head("Executor", "executor")
            + """
              cell: %s
              bundle: bundle
              dev: true
              strict: false
              maxEffect: %s
              keys: {receipt: keys/receipt.pem}
            """
                .formatted(cell, ceiling(name))
            + kafka(Topics.executorPrincipal(cell)));
  }

  /** What leaves something behind is performed only where the process's own file says so. */
  private String ceiling(String executor) {
    boolean persists =
        site.sample().types(executor).stream().anyMatch(type -> type.effect() == Effect.PERSIST);
    return (persists ? Effect.PERSIST : Effect.WRITE).text();
  }

  /** What the executor alone holds: {@code <cell>-secret}. */
  private static void lend(Path home, String cell, String credential) {
    Matcher path = SECRET.matcher(credential);
    if (!path.find()) {
      throw new AssertionError(credential);
    }
    Path file = Sample.write(home.resolve(path.group(1)), cell + "-secret\n");
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void person(String id) {
    Path home = site.home(id);
    String executor = site.sample().executors().getFirst();
    site.sample().copy(executor, "approvers", home.resolve("bundle"), this::own);
    site.sample().copy(executor + "/actions", "", home.resolve("bundle/actions"), text -> text);
    secretKey(home, id, id);
    publicKey(home, "validator-receipt");
    Sample.write(
        home.resolve("client.properties"),
        site.client("approver").entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("\n")));
    Sample.write(
        home.resolve("profile.yaml"),
        head("Approver", id)
            + """
              keyFile: keys/%s.pem
              client: client.properties
              receiptKeys: keys
              bundle: bundle
              cells: [%s]
            """
                .formatted(id, site.sample().cell(executor)));
  }

  private String head(String kind, String name) {
    return """
    apiVersion: sallyport/v1
    kind: %s
    metadata: {name: %s}
    spec:
      prefix: %s
      environment: %s
    """
        .formatted(kind, name, SampleSite.TOPICS.prefix(), site.environment().name());
  }

  private String kafka(String principal) {
    return site.client(principal).entrySet().stream()
        .map(each -> "    %s: '%s'\n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining("", "  kafka:\n", ""));
  }

  private void secretKey(Path home, String file, String name) {
    KeyFile.writePrivate(keys(home).resolve(file + ".pem"), site.key(name));
  }

  private void publicKey(Path home, String name) {
    KeyFile.writePublic(keys(home).resolve(name + ".jwk"), site.key(name).jwk());
  }

  private static Path keys(Path home) {
    try {
      return Files.createDirectories(home.resolve("keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
