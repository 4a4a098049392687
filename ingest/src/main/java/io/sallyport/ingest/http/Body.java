package io.sallyport.ingest.http;

/** What came of reading a request's body. */
public sealed interface Body {

  /** It is larger than the cap; the rest was not read. */
  record TooLarge() implements Body {}

  /** It did not arrive in time. */
  record TooSlow() implements Body {}

  /** The connection or the framing broke. */
  record Broken() implements Body {}

  /** All of it, exactly as it came. A class, because a record's array would be compared by name. */
  final class Whole implements Body {
    private final byte[] bytes;

    /** Takes the array over: nobody else may change it. */
    public Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes themselves, not a copy: readers must not change them. */
    public byte[] bytes() {
      return bytes;
    }
  }
}
