package io.sallyport.validator.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {
  private static final Duration TTL = Duration.ofMinutes(15);
  private static final Jwk KEY = SigningKey.generate().jwk();

  @TempDir private Path directory;

  @Test
  void refusesEveryCommandWhereNobodyIsNamed() {
    Operators nobody = new Operators("prod-k4x/validator", List.of(), TTL);

    assertThat(nobody.check("a.b.c", Instant.EPOCH))
        .isEqualTo(new Operators.Checked.Refused(Code.RELEASE_UNAUTHORISED));
  }

  @Test
  void refusesOneKeyForTwo() {
    List<Operators.Operator> two =
        List.of(new Operators.Operator("a", KEY), new Operators.Operator("b", KEY));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Operators("prod-k4x/validator", two, TTL))
        .withMessageContaining("the same key");
  }

  @Test
  void doesNotStartWithoutAnOperatorsKey() {
    ReleaseConfig config =
        new ReleaseConfig(
            List.of(new ReleaseConfig.Operator("a", directory.resolve("none.jwk"))),
            TTL,
            Duration.ofDays(7));

    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> Releases.open(config, new Environment("prod-k4x"), List.of(KEY)))
        .withMessageContaining("none.jwk");
  }

  @Test
  void opensTheKeysThatItIsTold() {
    Path file = directory.resolve("a.jwk");
    KeyFile.writePublic(file, KEY);
    ReleaseConfig config =
        new ReleaseConfig(List.of(new ReleaseConfig.Operator("a", file)), TTL, Duration.ofDays(7));

    assertThat(Releases.open(config, new Environment("prod-k4x"), List.of(KEY)).maxAge())
        .isEqualTo(Duration.ofDays(7));
  }
}
