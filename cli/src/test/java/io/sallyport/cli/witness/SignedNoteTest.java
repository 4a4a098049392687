package io.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes of ours, and one that another tool signed. */
class SignedNoteTest {
  /** The example in the documentation of golang.org/x/mod/sumdb/note. */
  private static final String PUBLISHED =
      "If you think cryptography is the answer to your problem,\n"
          + "then you don't know what your problem is.\n\n"
          + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKv"
          + "qfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static final String VERIFIER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String TEXT = "one\n\ntwo\n";

  @TempDir private Path directory;

  @Test
  void opensWhatAnotherToolSigned() {
    Jwk published = published();

    assertThat(SignedNote.verifierKey("PeterNeumann", published)).isEqualTo(VERIFIER);
    assertThat(SignedNote.open(PUBLISHED.getBytes(UTF_8), published))
        .hasValueSatisfying(text -> assertThat(text).endsWith("your problem is.\n"));
  }

  @Test
  void opensWhatItSigned() {
    WitnessKey key = key("w");

    assertThat(SignedNote.open(sign(key), key.publicHalf())).contains(TEXT);
  }

  @Test
  void opensWhatOthersSignedToo() {
    WitnessKey key = key("w");
    String line = PUBLISHED.substring(PUBLISHED.indexOf('\u2014'));
    String both = new String(sign(key), UTF_8) + line;

    assertThat(SignedNote.open(both.getBytes(UTF_8), key.publicHalf())).contains(TEXT);
    assertThat(SignedNote.open(both.getBytes(UTF_8), published())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"one,on3", "two\\n,two", "' w ',' v '", "'\u2014 ','- '", "one\\n,one\\r\\n"})
  void opensNothingThatWasChanged(String from, String to) {
    WitnessKey key = key("w");
    String note = new String(sign(key), UTF_8);

    String changed = note.replace(from.translateEscapes(), to.translateEscapes());

    assertThat(changed).isNotEqualTo(note);
    assertThat(SignedNote.open(changed.getBytes(UTF_8), key.publicHalf())).isEmpty();
  }

  @Test
  void opensNothingOfAnotherKey() {
    assertThat(SignedNote.open(sign(key("w")), key("v").publicHalf())).isEmpty();
  }

  @Test
  void opensNothingThatIsNoText() {
    WitnessKey key = key("w");
    byte[] note = sign(key);
    note[1] = (byte) 0xff;

    assertThat(SignedNote.open(note, key.publicHalf())).isEmpty();
    assertThat(SignedNote.open(new byte[0], key.publicHalf())).isEmpty();
    assertThat(SignedNote.open((TEXT + "\n\u2014 w AAAA\n").getBytes(UTF_8), key.publicHalf()))
        .isEmpty();
  }

  private static byte[] sign(WitnessKey key) {
    return SignedNote.sign(TEXT, key.name(), key.key());
  }

  private WitnessKey key(String name) {
    Path file = directory.resolve(name + ".pem");
    KeyFile.writePrivate(file, SigningKey.generate());
    return WitnessKey.read(file, name);
  }

  private static Jwk published() {
    byte[] typed = Base64.getDecoder().decode(VERIFIER.substring(VERIFIER.lastIndexOf('+') + 1));
    return new Jwk(Bytes.of(Arrays.copyOfRange(typed, 1, typed.length)));
  }
}
