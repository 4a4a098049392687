package io.sallyport.cli.enrol;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a proof and writes the entry. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that who made an enrolment has the key in it, and prints the entry of 'persons'.",
      "It proves no more: that the person is who they say, you find out in another way, with the",
      "thumbprint; and that all names are there by which rules name them. Exits 1 when it does not",
      "hold or is over."
    },
    footer = {
      "%nExamples:",
      "  sallyport approvers verify release-3.enrolment --environment prod-4L6g3nShT-eMCtK--X86sw"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "What 'approvers enrol' printed.")
  private Path file = Path.of("");

  @Option(
      names = "--environment",
      required = true,
      paramLabel = "ENVIRONMENT",
      description = "Where the person would approve.")
  private String environment = "";

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Optional<Enrolment> read = EnrolmentCodec.read(text(), now);
    if (read.isEmpty()) {
      return refuse("it is no enrolment that its own key has signed.");
    }
    Enrolment enrolment = read.get();
    if (!enrolment.environment().name().equals(environment)) {
      return refuse("it is for " + enrolment.environment().name() + ".");
    }
    if (now.isBefore(enrolment.issuedAt()) || !now.isBefore(enrolment.expiresAt())) {
      return refuse(
          "it counts from " + enrolment.issuedAt() + " to " + enrolment.expiresAt() + ".");
    }
    console.line(entry(enrolment));
    console.note(
        "thumbprint " + enrolment.key().thumbprint() + ": compare it with the person's own.");
    console.note(
        "Put the line below 'persons' of the Approvers document of both bundles, the id"
            + " into a group, and sign the bundles.");
    return ExitCode.DONE;
  }

  private int refuse(String reason) {
    console.problem("refused: " + reason, "Let the person run 'sallyport approvers enrol' again.");
    return ExitCode.NO;
  }

  /** Names are visible ASCII; a quote is doubled, as YAML wants it. */
  private static String entry(Enrolment enrolment) {
    String names =
        enrolment.person().identities().stream()
            .map(name -> "'" + name.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    return "- {id: %s, identities: [%s], keys: [{kty: OKP, crv: Ed25519, x: %s}]}"
        .formatted(enrolment.person().id(), names, enrolment.key().text());
  }

  private String text() {
    try {
      if (Files.size(file) > EnrolmentCodec.MAX_SIZE) {
        throw new CannotRun(file + " is larger than any enrolment.", "Look at the path.");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Is it there, and text?", e);
    }
  }
}
