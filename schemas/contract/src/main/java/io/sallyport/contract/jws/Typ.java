package io.sallyport.contract.jws;

/** What a signed record is; a signature of one kind never passes for another (RFC 8725, 3.11). */
public enum Typ {
  /** Permission for one action. */
  MANDATE("sallyport-mandate+jwt"),
  /** A decision or an outcome. */
  RECEIPT("sallyport-receipt+jwt"),
  /** A person's verdict. */
  APPROVAL("sallyport-approval+jwt"),
  /** An operator's command. */
  COMMAND("sallyport-command+jwt"),
  /** A revocation or its lifting. */
  REVOCATION("sallyport-revocation+jwt"),
  /** A person's proof to have a key. */
  ENROLMENT("sallyport-enrolment+jwt"),
  /** A maintainer's signature over a bundle. */
  BUNDLE("sallyport-bundle+jwt"),
  /** What a principal was refused when it tried. */
  PROOF("sallyport-proof+jwt");

  private final String text;

  Typ(String text) {
    this.text = text;
  }

  /** The value of the JOSE header {@code typ}. */
  public String text() {
    return text;
  }
}
