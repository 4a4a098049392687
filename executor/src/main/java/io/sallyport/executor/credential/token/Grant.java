package io.sallyport.executor.credential.token;

import java.util.List;

/** What became of a request for a token. */
public sealed interface Grant {
  /**
   * A token that may be lent: what was asked for, or less.
   *
   * @param scope what it is good for, as receipts say it
   */
  record Granted(Token token, String scope) implements Grant {}

  /**
   * Nothing that may be lent.
   *
   * @param rule why, without a word of the answer
   * @param issued what was issued all the same, to be revoked
   */
  record Refused(String rule, List<Token> issued) implements Grant {
    /** Copies the tokens. */
    public Refused {
      issued = List.copyOf(issued);
    }
  }

  /** Nothing was issued. */
  static Grant refused(String rule) {
    return new Refused(rule, List.of());
  }
}
