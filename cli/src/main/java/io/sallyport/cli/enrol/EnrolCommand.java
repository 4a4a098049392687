package io.sallyport.cli.enrol;

import io.sallyport.cli.approver.Passphrase;
import io.sallyport.cli.approver.PersonKey;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key, or takes one, and proves that its person has it. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description = {
      "Makes your key, or takes the one that is there, and prints a signed proof that you have it.",
      "A new key is written as encrypted PKCS#12 where its name ends with .p12, as PKCS#8 PEM,",
      "mode 0400, where it ends with .pem. Send the proof to whoever signs the executor's bundle,",
      "and tell them the key's thumbprint in another way."
    },
    footer = {
      "%nExamples:",
      "  sallyport approvers enrol --person release-3 --identity github:release-3"
          + " --environment prod-4L6g3nShT-eMCtK--X86sw --key release-3.p12"
          + " --to release-3.enrolment",
      "  sallyport approvers enrol --person release-3 --identity github:release-3 --for 1h"
          + " --environment prod-4L6g3nShT-eMCtK--X86sw --key release-3.p12 --passphrase-file words"
    })
final class EnrolCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--person", required = true, paramLabel = "ID", description = "Who you are.")
  private String id = "";

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "NAME",
      description = "A name by which rules name you as a requester; 1 to 16 of them.")
  private List<String> identities = List.of();

  @Option(
      names = "--environment",
      required = true,
      paramLabel = "ENVIRONMENT",
      description = "Where you would approve, for example prod-4L6g3nShT-eMCtK--X86sw.")
  private String environment = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your key; made if it is not there, .p12 or .pem. Or a SigningKey, .yaml.")
  private Path file = Path.of("");

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "One line that opens the key, mode 0400; without it you are asked.")
  private Optional<Path> words = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write the proof there (default: print it).")
  private Optional<Path> to = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long the proof counts (default: 24h, seven days at most).")
  private Duration life = Duration.ofHours(24);

  EnrolCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Environment where = where();
    SigningKey key = key();
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    Enrolment enrolment = enrolment(where, key, now);
    tell(EnrolmentCodec.sign(key, enrolment));
    console.note("key " + file + ", thumbprint " + key.keyId());
    console.note(
        "'sallyport approvers verify' of who signs the bundle takes it until "
            + enrolment.expiresAt()
            + "; tell them the thumbprint in another way.");
    return ExitCode.DONE;
  }

  private void tell(String proof) {
    if (to.isEmpty()) {
      console.line(proof);
      return;
    }
    try {
      Files.writeString(to.get(), proof + "\n");
    } catch (IOException e) {
      throw new CannotRun(to.get() + " cannot be written.", "Look at the path.", e);
    }
  }

  private Environment where() {
    try {
      return new Environment(environment);
    } catch (IllegalArgumentException e) {
      throw new CannotRun(String.valueOf(e.getMessage()), "Its profile names it.", e);
    }
  }

  private Enrolment enrolment(Environment where, SigningKey key, Instant now) {
    try {
      Person person = new Person(id, identities, List.of(key.jwk()));
      return new Enrolment(person, where, key.jwk(), now, now.plus(life));
    } catch (IllegalArgumentException e) {
      throw new CannotRun(
          "no such person can be enrolled: " + e.getMessage() + ".",
          "An id is 1 to 40 of a-z, 0-9 and '-'; names are 1 to 256 visible ASCII characters.",
          e);
    }
  }

  private SigningKey key() {
    Passphrase passphrase = Passphrase.of(words);
    if (Files.exists(file)) {
      return PersonKey.read(file, passphrase);
    }
    if (file.toString().endsWith(".p12")) {
      return PersonKey.create(file, passphrase);
    }
    if (!file.toString().endsWith(".pem")) {
      throw new CannotRun(
          file + " is not there, and its name does not say what to make.",
          "End it with .p12 for an encrypted key, or .pem.");
    }
    SigningKey key = SigningKey.generate();
    KeyFile.writePrivate(file, key);
    return key;
  }
}
