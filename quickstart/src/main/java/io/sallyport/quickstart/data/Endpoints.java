package io.sallyport.quickstart.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the processes of a stack listen.
 *
 * @param place where they run
 * @param registry which registry runs there
 * @param ingestPort where senders post
 * @param ports all others
 */
public record Endpoints(Place place, RegistryKind registry, int ingestPort, Ports ports) {
  /** What listens in a container has it to itself, so the ports are those that are usual. */
  private static final Ports USUAL = new Ports(9092, 9093, 8080, 9000, 8443, 9464, 9464, 9464);

  private static final int INGEST = 8080;

  /** The addresses on this machine. */
  public Endpoints(int ingestPort, Ports ports) {
    this(Place.MACHINE, RegistryKind.APICURIO, ingestPort, ports);
  }

  /** The addresses of containers, as they reach each other. */
  public static Endpoints ofContainers(RegistryKind registry) {
    return new Endpoints(Place.CONTAINERS, registry, INGEST, USUAL);
  }

  /** Where a person or a client reaches a role; the broker's is no HTTP address. */
  public String address(Role role) {
    return switch (role) {
      case BROKER -> place.host(role) + ":" + ports.broker();
      case REGISTRY -> "http://" + place.host(role) + ":" + ports.registry() + registry.path();
      case INGEST -> "http://" + place.host(role) + ":" + ingestPort;
      case VALIDATOR -> local(ports.validatorAdmin());
      case EXECUTOR -> local(ports.executorAdmin());
      case TARGET -> target(place.host(role) + ":" + ports.target());
    };
  }

  /** What answers 200 when a role is ready; not for the broker. */
  public URI readiness(Role role) {
    return URI.create(
        switch (role) {
          case BROKER -> throw new IllegalArgumentException("the broker has no HTTP listener");
          case REGISTRY -> local(ports.registryHealth()) + "/health/ready";
          case INGEST -> local(ports.ingestAdmin()) + "/readyz";
          case VALIDATOR, EXECUTOR, TARGET -> address(role) + "/readyz";
        });
  }

  /** Writes them as JSON, in one step. */
  public void write(Path file) {
    ObjectNode json = StrictJson.object();
    json.put("ingest", address(Role.INGEST));
    json.put("kafka", address(Role.BROKER));
    json.put("registry", address(Role.REGISTRY));
    json.put("target", address(Role.TARGET));
    ObjectNode admin = json.putObject("admin");
    admin.put("ingest", local(ports.ingestAdmin()));
    admin.put("validator", local(ports.validatorAdmin()));
    admin.put("executor", local(ports.executorAdmin()));
    OwnerFiles.writeMutable(
        file, new String(StrictJson.write(json), StandardCharsets.UTF_8) + "\n");
  }

  /** The port of ingest in a written file, or 0. */
  public static int ingestPort(Path file) {
    try {
      return StrictJson.read(Files.readAllBytes(file))
          .map(json -> URI.create(json.path("ingest").asText("")).getPort())
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Forgets the addresses of a stack that has ended. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** A credential travels with each request, so beyond one machine it does so by TLS. */
  private String target(String authority) {
    return (place == Place.MACHINE ? "http://" : "https://") + authority;
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }
}
