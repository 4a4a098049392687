package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider answers that holds a key. */
class StoredSignerTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  private static StoredSigner signer(SigningKey.Signer provider) {
    return new StoredSigner(
        provider, "mandate-1", new StoredSigner.Limits(Duration.ofSeconds(5), 1));
  }

  @Test
  void takesASignatureOfItsSize() {
    assertThat(signer(_ -> new byte[64]).sign(MESSAGE)).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65})
  void refusesASignatureOfAnotherSize(int size) {
    StoredSigner signer = signer(_ -> new byte[size]);

    assertThatThrownBy(() -> signer.sign(MESSAGE))
        .isInstanceOf(StoredSigner.Failed.class)
        .hasMessage("the key store that holds mandate-1 gave no Ed25519 signature");
  }

  /** A provider's own words may hold what a log may not. */
  @Test
  void tellsTheKindOfWhatWentWrongAlone() {
    StoredSigner signer =
        signer(_ -> {
          throw new IllegalStateException(new ArithmeticException("slot 0, pin 1234"));
        });

    assertThatThrownBy(() -> signer.sign(MESSAGE))
        .isInstanceOf(StoredSigner.Failed.class)
        .hasMessage("the key store that holds mandate-1 did not sign: ArithmeticException")
        .hasNoCause();
  }

  /** A native library that is not there is an error, and stops its role as well. */
  @Test
  void doesNotSignWhereAProviderBreaks() {
    StoredSigner signer =
        signer(_ -> {
          throw new UnsatisfiedLinkError("libhsm.so");
        });

    assertThatThrownBy(() -> signer.sign(MESSAGE))
        .isInstanceOf(StoredSigner.Failed.class)
        .hasMessageEndingWith("did not sign: UnsatisfiedLinkError");
  }
}
