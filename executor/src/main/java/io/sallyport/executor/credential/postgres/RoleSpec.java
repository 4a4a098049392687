package io.sallyport.executor.credential.postgres;

import com.google.re2j.Pattern;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.postgres.Server;

/**
 * What a Credential document says about the roles that it makes.
 *
 * @param server where
 * @param minter the role that makes and drops them
 * @param password of the minter
 * @param group the role whose member each one is, and so has its privileges
 * @param prefix of their names, for roles of this executor only
 * @param access what the group may be able to do
 */
public record RoleSpec(
    Server server, String minter, SecretFile password, String group, String prefix, Access access) {
  private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_-]{0,62}");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{2,30}");

  /** What a role may be able to do. */
  public enum Access {
    /** Nothing but read: no lease where its group could change anything. */
    READ,
    /** What its group may. */
    WRITE
  }

  /** Refuses names that are no plain ones. */
  public RoleSpec {
    if (!ROLE.matches(minter) || !ROLE.matches(group)) {
      throw new IllegalArgumentException(
          "user and group have lower-case letters, digits, '_' and '-' only, 63 at most");
    }
    if (!PREFIX.matches(prefix) || prefix.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "prefix has 3 to 31 lower-case letters, digits and '_', and does not begin with pg_");
    }
    if (minter.equals(group)) {
      throw new IllegalArgumentException("group is another role than user");
    }
  }
}
