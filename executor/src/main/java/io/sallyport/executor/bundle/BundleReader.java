package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.source.SchemaProblem;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a bundle directory and reports everything that is wrong with it at once. Used once. */
public final class BundleReader {
  private static final Set<String> KINDS =
      Set.of("Handler", "Credential", "Trust", ApproversReader.KIND);

  private final Path directory;
  private final Path home;
  private final String cell;
  private final Roots roots;
  private final List<ConfigException> failures = new ArrayList<>();

  private BundleReader(Path directory, Path home, String cell, Roots roots) {
    this.directory = directory;
    this.home = home;
    this.cell = cell;
    this.roots = roots;
  }

  /**
   * The bundle in {@code directory}; throws {@link ConfigException} with all problems, and before
   * it parses anything where signatures are missing.
   *
   * @param home the process's own directory, where relative file references start
   * @param cell the cell that it must be for
   * @param roots who has the files that its credentials are made from
   */
  public static ExecutorBundle read(
      SignedDirectory directory, Path home, String cell, Roots roots) {
    return new BundleReader(directory.path(), home, cell, roots).read(directory.read());
  }

  private ExecutorBundle read(SignedDirectory.Signed signed) {
    BundleFiles files = signed.files();
    Map<String, ActionType> types = types(files);
    List<ConfigDocument> documents = documents(files);
    checkKinds(documents);
    List<CredentialDocument> credentials =
        each(documents, "Credential", document -> CredentialDocument.read(document, roots));
    Set<String> names =
        of(documents, "Credential").stream().map(ConfigDocument::name).collect(Collectors.toSet());
    List<HandlerDocument> handlers =
        each(documents, "Handler", document -> HandlerDocument.read(document, types, names));
    List<TrustDocument> trust = each(documents, "Trust", TrustDocument::read);
    List<PinnedKey> keys = all(trust, TrustDocument::mandates);
    List<Signer> operators = all(trust, TrustDocument::operators);
    List<Signer> resolvers = all(trust, TrustDocument::resolvers);
    Approvers approvers = approvers(documents);
    if (failures.isEmpty()) {
      checkWhole(handlers, keys, operators);
      checkDistinct(resolvers, "resolution");
      handlers.forEach(handler -> checkNarrowing(handler, credentials, types));
      checkCredentials(handlers, credentials, types);
      checkApprovals(approvers, keys, types);
    }
    if (!failures.isEmpty()) {
      throw ConfigException.merge(failures);
    }
    List<ActionType> known = List.copyOf(types.values());
    return new ExecutorBundle(
        known, handlers, credentials, keys, operators, resolvers, approvers, signed.version());
  }

  private void checkApprovals(
      Approvers approvers, List<PinnedKey> keys, Map<String, ActionType> types) {
    ApprovalPart.problems(approvers, keys, types.values())
        .forEach(problem -> fail(directory.toString(), problem));
  }

  private Approvers approvers(List<ConfigDocument> documents) {
    List<Approvers> read = each(documents, ApproversReader.KIND, ApproversReader::read);
    if (read.size() > 1) {
      fail(directory.toString(), "a bundle has one Approvers document at most");
    }
    return read.isEmpty() ? Approvers.none() : read.getFirst();
  }

  private static <T> List<T> all(List<TrustDocument> trust, Function<TrustDocument, List<T>> part) {
    return trust.stream().flatMap(each -> part.apply(each).stream()).toList();
  }

  private List<ConfigDocument> documents(BundleFiles files) {
    List<ConfigDocument> documents = new ArrayList<>();
    files
        .below(directory, ".yaml")
        .forEach((file, text) ->
            attempt(() -> ConfigFile.parse(file, text, home)).ifPresent(documents::addAll));
    return documents;
  }

  private Map<String, ActionType> types(BundleFiles files) {
    Map<String, ActionType> types = new LinkedHashMap<>();
    files
        .below(directory, ".avsc")
        .forEach((file, text) -> {
          switch (ActionType.parse(text)) {
            case ActionType.Refused(List<SchemaProblem> problems) ->
                problems.forEach(problem -> fail(file, problem.text()));
            case ActionType.Parsed(ActionType type) -> addType(types, file, type);
          }
        });
    return types;
  }

  private void addType(Map<String, ActionType> types, String file, ActionType type) {
    if (!type.cell().equals(cell)) {
      fail(file, "the type is for cell " + type.cell() + ", this executor is of " + cell);
    }
    if (types.put(type.name(), type) != null) {
      fail(file, "another file has this type too");
    }
  }

  private void checkKinds(List<ConfigDocument> documents) {
    Set<String> seen = new HashSet<>();
    for (ConfigDocument document : documents) {
      if (!KINDS.contains(document.kind())) {
        failures.add(document.problem("kind must be Handler, Credential, Trust or Approvers"));
      } else if (!seen.add(document.kind() + " " + document.name())) {
        failures.add(document.problem("another " + document.kind() + " has this name"));
      }
    }
  }

  private void checkWhole(
      List<HandlerDocument> handlers, List<PinnedKey> keys, List<Signer> operators) {
    Set<String> actions = new HashSet<>();
    for (HandlerDocument handler : handlers) {
      if (!actions.add(handler.action())) {
        fail("handler " + handler.name(), "another handler performs this action type");
      }
    }
    if (handlers.isEmpty()) {
      fail(directory.toString(), "the bundle has no Handler document");
    }
    if (keys.stream().noneMatch(key -> key.cells().contains(cell))) {
      fail(directory.toString(), "no Trust document pins a mandate key for cell " + cell);
    }
    checkOperators(operators);
  }

  private void checkOperators(List<Signer> operators) {
    if (operators.isEmpty()) {
      String how = "; add a key with purpose: revocation and operator: <id>";
      fail(directory.toString(), "no Trust document says who may revoke" + how);
    }
    checkDistinct(operators, "revocation");
  }

  /** One key is one person's. */
  private void checkDistinct(List<Signer> signers, String purpose) {
    Set<String> keys = new HashSet<>();
    for (Signer signer : signers) {
      if (!keys.add(signer.key().thumbprint())) {
        fail(directory.toString(), "two keys with purpose: " + purpose + " are the same");
      }
    }
  }

  /** What narrows a lease is a field of each action that the lease is for. */
  private void checkNarrowing(
      HandlerDocument handler,
      List<CredentialDocument> credentials,
      Map<String, ActionType> types) {
    Optional<ActionType> type = Optional.ofNullable(types.get(handler.action()));
    for (CredentialDocument credential : credentials) {
      for (String field : credential.credential().fields()) {
        if (handler.credential().equals(Optional.of(credential.name()))
            && type.filter(known -> PlainFields.has(known, field)).isEmpty()) {
          fail(
              "credential " + credential.name(),
              "{" + field + "} is no plain field of " + handler.action());
        }
      }
    }
  }

  /** A secret goes to the one server that it is for, and to no other kind of target. */
  private void checkCredentials(
      List<HandlerDocument> handlers,
      List<CredentialDocument> credentials,
      Map<String, ActionType> types) {
    for (HandlerDocument handler : handlers) {
      Optional<ActionType> type = Optional.ofNullable(types.get(handler.action()));
      credentials.stream()
          .filter(each -> handler.credential().equals(Optional.of(each.name())))
          .map(CredentialDocument::credential)
          .flatMap(each ->
              SqlPart.mismatch(handler.kind(), each)
                  .or(() -> GithubPart.mismatch(handler.kind(), type, each))
                  .or(() -> SshPart.mismatch(handler.kind(), type, each))
                  .or(() -> OauthPart.mismatch(type, each))
                  .stream())
          .forEach(problem -> fail("handler " + handler.name(), problem));
    }
  }

  private <T> List<T> each(List<ConfigDocument> documents, String kind, Reading<T> reading) {
    List<T> read = new ArrayList<>();
    for (ConfigDocument document : of(documents, kind)) {
      attempt(() -> reading.read(document)).ifPresent(read::add);
    }
    return read;
  }

  private static List<ConfigDocument> of(List<ConfigDocument> documents, String kind) {
    return documents.stream().filter(document -> document.kind().equals(kind)).toList();
  }

  private <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ConfigException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private void fail(String file, String message) {
    failures.add(new ConfigException(List.of(new Problem(file, 1, 1, message, ""))));
  }

  /** Reads one document. */
  private interface Reading<T> {
    T read(ConfigDocument document);
  }
}
