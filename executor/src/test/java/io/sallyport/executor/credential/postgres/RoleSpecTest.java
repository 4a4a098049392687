package io.sallyport.executor.credential.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import io.sallyport.executor.postgres.Server;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSpecTest {
  @ParameterizedTest
  @CsvSource({
    "minter, orders, abc",
    "minter-1, _orders, sallyport_",
    "m, o, a234567890123456789012345678901"
  })
  void takesPlainNames(String minter, String group, String prefix) {
    assertThat(spec(minter, group, prefix).prefix().length() + Roles.RANDOM).isLessThan(64);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Minter, orders, abc, user and group",
        "minter, or\"ders, abc, user and group",
        "minter, or'ders, abc, user and group",
        "minter, ``, abc, user and group",
        "minter, orders, ab, prefix",
        "minter, orders, a2345678901234567890123456789012, prefix",
        "minter, orders, a'b, prefix",
        "minter, orders, a%b, prefix",
        "minter, orders, pg_x, prefix",
        "minter, minter, abc, another role"
      })
  void refusesOthers(String minter, String group, String prefix, String message) {
    assertThatThrownBy(() -> spec(minter, group, prefix)).hasMessageContaining(message);
  }

  private static RoleSpec spec(String minter, String group, String prefix) {
    Server server = new Server("127.0.0.1", 5432, "shop", new Server.Tls.Disabled());
    SecretFile file = new SecretFile(Path.of("minter"));
    return new RoleSpec(server, minter, file, group, prefix, Access.READ);
  }
}
