package io.sallyport.executor.ambient;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Where clouds hand out the machine's credentials to whoever can connect, by their manuals. */
final class MetadataServices {
  /** Amazon, Azure, Google, OpenStack and more; ECS, EKS; the first over IPv6; Alibaba; Azure. */
  static final List<InetSocketAddress> KNOWN =
      List.of(
          new InetSocketAddress("169.254.169.254", 80),
          new InetSocketAddress("169.254.170.2", 80),
          new InetSocketAddress("169.254.170.23", 80),
          new InetSocketAddress("fd00:ec2::254", 80),
          new InetSocketAddress("fd00:ec2::23", 80),
          new InetSocketAddress("100.100.100.200", 80),
          new InetSocketAddress("168.63.129.16", 80));

  private static final int MILLIS = 1000;

  private MetadataServices() {}

  /** Those that take a connection within a second; asked all at once. */
  static List<String> answering(List<InetSocketAddress> services) {
    List<Future<Boolean>> asked;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      asked = services.stream().map(service -> threads.submit(() -> isAnswering(service))).toList();
    }
    return IntStream.range(0, services.size())
        .filter(each -> asked.get(each).resultNow())
        .mapToObj(services::get)
        .map(service -> service.getHostString() + ":" + service.getPort())
        .toList();
  }

  private static boolean isAnswering(InetSocketAddress service) {
    try (Socket socket = new Socket()) {
      socket.connect(service, MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
