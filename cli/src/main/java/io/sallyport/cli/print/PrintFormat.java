package io.sallyport.cli.print;

import java.util.Locale;

/** A form in which others make topics and grants. */
enum PrintFormat {
  /** A shell script of Kafka's own tools. */
  KAFKA_ACLS,
  /** Resources of the Strimzi operators. */
  STRIMZI;

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
