package io.sallyport.cli.simulate;

/** Payloads that were captured, given one at a time. */
interface Captures {
  /** Whoever takes them. */
  interface Taker {
    /** Takes one. */
    void take(Captured captured);
  }

  /** Gives each, in a stable order. */
  void forEach(Taker taker);
}
