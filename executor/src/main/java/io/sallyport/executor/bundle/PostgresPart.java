package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.postgres.PostgresCredential;
import io.sallyport.executor.credential.postgres.RoleSpec;
import io.sallyport.service.config.ConfigNode;

/** The part {@code postgres} of a Credential document. */
final class PostgresPart {
  private PostgresPart() {}

  /** Reads the part and looks whether the minter's password file can be used. */
  static PostgresCredential read(ConfigNode postgres, LeaseLimit limit, Roots roots) {
    SecretFile password = new SecretFile(postgres.path("passwordFile"));
    roots.check(postgres, "passwordFile", password, password::problem);
    RoleSpec spec =
        new RoleSpec(
            ServerPart.read(postgres.child("server")),
            postgres.text("user"),
            password,
            postgres.text("group"),
            postgres.text("prefix", "sallyport_"),
            postgres.choice("access", RoleSpec.Access.class));
    return new PostgresCredential(spec, limit);
  }
}
