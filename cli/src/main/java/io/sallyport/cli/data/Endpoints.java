package io.sallyport.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a running stack listens.
 *
 * @param ingest where senders post
 * @param registry the schema registry
 * @param target the demo target
 * @param admin the admin listeners of the roles, each with {@code /readyz}
 */
public record Endpoints(URI ingest, URI registry, URI target, List<URI> admin) {

  /** Copies the listeners. */
  public Endpoints {
    admin = List.copyOf(admin);
  }

  static Endpoints read(Path file) {
    try {
      return parse(Files.readAllBytes(file)).orElseThrow(() -> unusable(file, new IOException()));
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, e);
    }
  }

  /** Reads the JSON form; empty when an address is missing. */
  static Optional<Endpoints> parse(byte[] json) {
    return StrictJson.read(json)
        .filter(object -> text(object, "ingest").isTextual())
        .filter(object -> text(object, "registry").isTextual())
        .filter(object -> text(object, "target").isTextual())
        .map(object ->
            new Endpoints(
                uri(object, "ingest"),
                uri(object, "registry"),
                uri(object, "target"),
                admin(object)));
  }

  private static JsonNode text(ObjectNode object, String name) {
    return object.path(name);
  }

  private static URI uri(ObjectNode object, String name) {
    return URI.create(object.path(name).textValue());
  }

  private static List<URI> admin(ObjectNode object) {
    List<URI> listeners = new ArrayList<>();
    object.path("admin").forEach(each -> listeners.add(URI.create(each.asText())));
    return listeners;
  }

  private static CannotRun unusable(Path file, Exception cause) {
    return new CannotRun(
        file + " does not hold a stack's addresses.",
        "Run 'sallyport down' and 'sallyport up' again; they write it anew.",
        cause);
  }
}
