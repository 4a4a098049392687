package io.sallyport.contract.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  /** The example of FIPS 180-2. */
  private static final String OF_ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isTheSameOfBytesPartsAndText() {
    assertThat(Digest.of(ABC).text()).isEqualTo(OF_ABC);
    assertThat(Digest.of(Bytes.of(ABC)).text()).isEqualTo(OF_ABC);
    assertThat(Digest.of(new byte[] {'a'}, new byte[] {'b', 'c'}).text()).isEqualTo(OF_ABC);
    assertThat(Digest.parse(OF_ABC)).contains(Digest.of(ABC));
  }

  @Test
  void givesItsRawBytes() {
    assertThat(Digest.of(ABC).toArray()).isEqualTo(Digest.sha256(ABC));
  }
}
