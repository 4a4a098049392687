package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.id.Bytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("NHI4")
class JwkTest {
  /** RFC 8032, section 7.1: the public keys of its tests 1, 2, 3 and SHA(abc). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "ec172b93ad5e563f4932c70e1245034c35467ef2efd4d64ebf819683467e2bff"
      })
  void takesKeysThatSomebodyHolds(String key) {
    assertThat(of(key).publicKey().getAlgorithm()).isEqualTo("EdDSA");
  }

  @Test
  void takesEveryKeyThatIsMade() {
    for (int i = 0; i < 100; i++) {
      SigningKey key = SigningKey.generate();

      assertThat(Jwk.parse(Bytes.utf8(key.jwk().canonical()).toArray())).contains(key.jwk());
    }
  }

  /** The eight points of small order, with each sign: of them anybody makes signatures. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
      })
  void refusesPointsOfSmallOrder(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> of(key));
  }

  /** y of 2 has no x; y of the prime plus 3 is that of 3 in another form; 31 and 33 bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0200000000000000000000000000000000000000000000000000000000000000",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00"
      })
  void refusesWhatIsNoPoint(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> of(key));
  }

  private static Jwk of(String hex) {
    return new Jwk(Bytes.of(HexFormat.of().parseHex(hex)));
  }
}
