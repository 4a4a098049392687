package io.sallyport.executor.hardening;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Closes its own memory and tells how it stands. */
public final class ClosedMain {
  private ClosedMain() {}

  /** Tells before and after. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("dumpable before: " + ProcessMemory.isDumpable());
    System.out.println("problem: " + ProcessMemory.close().orElse("none"));
    System.out.println("dumpable: " + ProcessMemory.isDumpable());
    String core =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith("Max core file size"))
            .findFirst()
            .orElseThrow();
    System.out.println("core: " + core.substring("Max core file size".length()).strip());
    System.out.println(
        "heap dump: "
            + ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("HeapDumpOnOutOfMemoryError")
                .getValue());
  }
}
