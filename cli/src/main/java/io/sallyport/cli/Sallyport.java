package io.sallyport.cli;

import picocli.CommandLine.Command;

/** The root command; alone it shows the help. */
@Command(
    name = "sallyport",
    mixinStandardHelpOptions = true,
    description = "Event-driven message-queue firewall on Apache Kafka.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "%nExamples:",
      "  sallyport up                            # a whole stack on this machine",
      "  sallyport send github --event push push.json",
      "  sallyport tally --wait 30s              # what came in and how it ended",
      "  sallyport demo                          # a tour, attacks included",
      "  sallyport test bundle                   # hold a bundle to its own tests",
      "%nExit codes: 0 done, 1 the answer is no, 2 could not run, 130 interrupted."
    })
final class Sallyport {}
