package io.sallyport.executor.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that a confined program is started by: setpriv(1), which drops root; bwrap(1);
 * prlimit(1), whose limits so count in the sandbox only; the program.
 *
 * @param confinement what it is for
 * @param root whether this process is root, whom no limit of processes binds
 */
record CommandLine(Confinement confinement, boolean root) {
  /** The descriptor on which bubblewrap tells that the program was started, and how it ended. */
  static final int STATUS = 3;

  /** The descriptor from which bubblewrap reads its filter. */
  static final int FILTER = 4;

  /** The directory that is there for the run. */
  static final String SCRATCH = "/scratch";

  private static final String NOBODY = "65534";
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr"),
          Path.of("/bin"),
          Path.of("/lib"),
          Path.of("/lib64"),
          Path.of("/etc/ld.so.cache"));

  /** The files that the program sees, beside its own. */
  List<Path> visible() {
    List<Path> visible = new ArrayList<>();
    SYSTEM.stream().filter(Files::exists).forEach(visible::add);
    visible.addAll(confinement.read());
    return visible;
  }

  /** All of it. */
  List<String> of(List<String> program, List<Sandbox.Given> files) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(Tool.SETPRIV.path(), "--no-new-privs", "--pdeathsig", "KILL"));
    if (root) {
      all.addAll(List.of("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    }
    if (confinement.has(Layer.BUBBLEWRAP)) {
      bubblewrap(all, files);
    }
    if (confinement.has(Layer.RLIMITS)) {
      limits(all);
    }
    all.addAll(program);
    return all;
  }

  private void bubblewrap(List<String> all, List<Sandbox.Given> files) {
    all.addAll(List.of(Tool.BWRAP.path(), "--unshare-all", "--unshare-user", "--disable-userns"));
    if (confinement.port().isPresent()) {
      all.add("--share-net");
    }
    all.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
    all.addAll(List.of("--uid", NOBODY, "--gid", NOBODY, "--hostname", "sandbox"));
    for (Path path : visible()) {
      all.addAll(List.of("--ro-bind", path.toString(), path.toString()));
    }
    given(all, files);
    String scratch = String.valueOf(confinement.bounds().scratch().bytes());
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"));
    all.addAll(List.of("--size", scratch, "--tmpfs", SCRATCH, "--remount-ro", "/"));
    all.addAll(List.of("--chdir", SCRATCH, "--json-status-fd", String.valueOf(STATUS)));
    if (confinement.has(Layer.SECCOMP)) {
      all.addAll(List.of("--seccomp", String.valueOf(FILTER)));
    }
    all.add("--");
  }

  /** Their descriptors follow those of status and filter. */
  private void given(List<String> all, List<Sandbox.Given> files) {
    int next = confinement.has(Layer.SECCOMP) ? FILTER + 1 : FILTER;
    for (Sandbox.Given file : files) {
      all.addAll(List.of("--perms", "0400", "--ro-bind-data", String.valueOf(next)));
      all.add(file.path().toString());
      next++;
    }
  }

  private void limits(List<String> all) {
    Confinement.Bounds bounds = confinement.bounds();
    all.addAll(List.of(Tool.PRLIMIT.path(), "--core=0", "--cpu=" + bounds.cpuSeconds()));
    all.add("--as=" + bounds.memory().bytes());
    all.add("--nproc=" + bounds.processes());
    all.add("--nofile=" + bounds.files());
    all.add("--fsize=" + bounds.scratch().bytes());
    all.add("--");
  }
}
