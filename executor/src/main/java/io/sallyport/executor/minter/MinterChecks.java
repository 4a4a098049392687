package io.sallyport.executor.minter;

import io.sallyport.executor.cluster.ClusterCheck;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** What must hold on the machine before a minter listens. */
final class MinterChecks {
  private static final Set<PosixFilePermission> ENTERED_BY_GROUP =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_EXECUTE);

  private MinterChecks() {}

  /** Refuses a directory that others can enter, or that its group could put a socket into. */
  static void checkDoor(MinterConfig config) {
    Path directory = config.door().socket().toAbsolutePath().getParent();
    try {
      UserPrincipal self = self(config.bundle().state());
      if (!Files.getOwner(directory).equals(self)
          || !ENTERED_BY_GROUP.containsAll(Files.getPosixFilePermissions(directory))) {
        throw new StartException(
            "socket: "
                + directory
                + " must be this user's, and let nobody in but its group, the"
                + " executor's; run install -d -m 0750 -o <minter> -g <executor's group> on it");
      }
      if (config.strict().on() && config.door().executor().equals(self)) {
        throw new StartException(
            "strict: executor is the minter's own user, so nothing would be kept apart; give each"
                + " a user of its own");
      }
    } catch (IOException e) {
      throw new StartException("socket: " + directory + " cannot be looked at: " + e, e);
    }
  }

  /** Refuses another cluster's revocations. */
  static void checkCluster(MinterConfig config) {
    try (Admin admin = Admin.create(config.kafka())) {
      ClusterCheck.require(admin, config.scope().environment());
    }
  }

  /** The kernel says who owns what this process just made. */
  private static UserPrincipal self(Path state) throws IOException {
    Path probe = Files.createTempFile(state, "owner", "");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
