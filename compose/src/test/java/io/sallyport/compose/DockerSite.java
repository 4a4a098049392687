package io.sallyport.compose;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.stack.StackOptions;
import io.sallyport.quickstart.supervise.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;

/**
 * The services as processes, started from this JVM, beside a broker and a registry in containers.
 */
final class DockerSite extends Site {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final int GRACE_SECONDS = 30;

  private final Deque<GenericContainer<?>> containers = new ArrayDeque<>();
  private final Stack stack;
  private final List<URI> readiness = new ArrayList<>();
  private int brokerPort;

  private DockerSite(Path data) {
    super(data);
    var options = new StackOptions(data, PROJECT, 0, Optional.empty(), Optional.empty(), 0, true);
    this.stack = Stack.open(options, this::startContainers, progress -> {});
  }

  static DockerSite start(Path data) {
    DockerSite site = new DockerSite(data);
    boolean isStarted = false;
    try {
      site.stack.start();
      isStarted = true;
      return site;
    } finally {
      if (!isStarted) {
        site.close();
      }
    }
  }

  private void startContainers(DataDirectory data, Endpoints endpoints) {
    for (Role role : List.of(Role.INGEST, Role.VALIDATOR, Role.EXECUTOR)) {
      readiness.add(endpoints.readiness(role));
    }
    brokerPort = endpoints.ports().broker();
    containers.push(Containers.registry(endpoints.ports()));
    containers.push(Containers.broker(data.home(Role.BROKER), brokerPort));
    containers.forEach(GenericContainer::start);
  }

  @Override
  void restartBroker() {
    GenericContainer<?> broker = containers.getFirst();
    broker
        .getDockerClient()
        .restartContainerCmd(broker.getContainerId())
        .withTimeout(GRACE_SECONDS)
        .exec();
    Awaitility.await("the stack is ready").atMost(Containers.START).until(this::isReady);
  }

  private boolean isReady() {
    return Readiness.listens(brokerPort) && readiness.stream().allMatch(Readiness::answers);
  }

  @Override
  public void close() {
    stack.close();
    containers.forEach(GenericContainer::close);
  }
}
