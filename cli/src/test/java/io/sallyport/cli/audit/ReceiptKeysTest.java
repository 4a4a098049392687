package io.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptKeysTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final Jwk OLD = SigningKey.generate().jwk();
  private static final Jwk NEW = SigningKey.generate().jwk();

  @TempDir private Path directory;

  @Test
  void findsAllKeysOfAWriter() throws IOException {
    write("validator-receipt.jwk", new ReceiptKey(OLD, END));
    write("validator-receipt.2.jwk", new ReceiptKey(NEW, Instant.MAX));
    write("my-receipt-receipt.jwk", new ReceiptKey(NEW, Instant.MAX));
    write("operator.jwk", new ReceiptKey(NEW, Instant.MAX));

    List<Writer> writers = ReceiptKeys.read(directory, TOPICS);

    assertThat(writers).extracting(Writer::name).containsExactly("my-receipt", "validator");
    assertThat(writers.getLast().keys())
        .containsExactlyInAnyOrder(new ReceiptKey(OLD, END), new ReceiptKey(NEW, Instant.MAX));
  }

  @Test
  void refusesOneKeyInTwoFiles() throws IOException {
    write("validator-receipt.jwk", new ReceiptKey(OLD, END));
    write("validator-receipt.2.jwk", new ReceiptKey(OLD, Instant.MAX));

    assertThatExceptionOfType(CannotRun.class)
        .isThrownBy(() -> ReceiptKeys.read(directory, TOPICS))
        .withMessageContaining("holds a key that another file of the writer holds");
  }

  @Test
  void refusesMoreThan32KeysOfAWriter() throws IOException {
    for (int i = 0; i < 33; i++) {
      write("validator-receipt." + i + ".jwk", new ReceiptKey(SigningKey.generate().jwk(), END));
    }

    assertThatExceptionOfType(CannotRun.class)
        .isThrownBy(() -> ReceiptKeys.read(directory, TOPICS))
        .withMessageContaining("is one key too many");
  }

  @Test
  void refusesAnEndThatIsNoTime() throws IOException {
    String text = new ReceiptKey(OLD, END).text().replaceFirst("[0-9]{10}", "\"soon\"");
    Files.writeString(directory.resolve("validator-receipt.jwk"), text);

    assertThatExceptionOfType(CannotRun.class)
        .isThrownBy(() -> ReceiptKeys.read(directory, TOPICS))
        .withMessageContaining("is not an Ed25519 public key as JWK");
  }

  private void write(String name, ReceiptKey key) throws IOException {
    Files.writeString(directory.resolve(name), key.text());
  }
}
