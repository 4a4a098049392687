package io.sallyport.contract.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes with value equality, for use in records; copies on the way in and out. */
public final class Bytes {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes of(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A fresh array with these bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** A read-only view without a copy. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** How many bytes there are. */
  public int size() {
    return content.length;
  }

  /** Adds these bytes to {@code digest}, which does not keep them. */
  void addTo(MessageDigest digest) {
    digest.update(content);
  }

  /** Lower-case hexadecimal, two characters a byte. */
  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  /** Compares in a time that depends on the lengths only. */
  public boolean sameAs(byte[] other) {
    return MessageDigest.isEqual(content, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The size only: what is in there may be a stranger's. */
  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
