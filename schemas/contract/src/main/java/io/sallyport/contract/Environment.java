package io.sallyport.contract;

import java.util.regex.Pattern;

/**
 * One installation: a name that ends with the Kafka cluster id, so that records of one cluster say
 * nothing on another.
 *
 * @param name for example {@code prod-4L6g3nShT-eMCtK--X86sw}
 */
public record Environment(String name) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  /** Refuses names of another form. */
  public Environment {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "environment: 1 to 100 letters, digits, '-' or '_', a letter or digit first");
    }
  }

  /** Whether this is the environment of the cluster with that id. */
  public boolean isOfCluster(String clusterId) {
    return name.endsWith("-" + clusterId);
  }

  /** The issuer of mandates and of the validator's receipts. */
  public String validator() {
    return name + "/validator";
  }

  /** The audience of mandates for a cell, and the issuer of that cell's receipts. */
  public String cell(String cell) {
    return name + "/" + cell;
  }

  /** Whether that issuer or audience is of this installation. */
  public boolean has(String member) {
    return member.startsWith(name + "/");
  }
}
