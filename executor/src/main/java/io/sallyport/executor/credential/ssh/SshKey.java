package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.id.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key pair as OpenSSH writes it (RFC 8709, PROTOCOL.key). Immutable. */
final class SshKey {
  /** The name of the algorithm. */
  static final String TYPE = "ssh-ed25519";

  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;
  private static final int BLOCK = 8;
  private static final int LINE = 70;
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey secret;
  private final Bytes point;

  private SshKey(PrivateKey secret, Bytes point) {
    this.secret = secret;
    this.point = point;
  }

  /** A new pair from the platform's secure random numbers. */
  static SshKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return of(pair.getPrivate(), (EdECPublicKey) pair.getPublic());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java 15 and later has Ed25519", e);
    }
  }

  /** A pair; the last 32 bytes of a public key's X.509 form are the point (RFC 8410). */
  static SshKey of(PrivateKey secret, EdECPublicKey open) {
    byte[] encoded = open.getEncoded();
    return new SshKey(
        secret, Bytes.of(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length)));
  }

  /** The 32 bytes of the public half. */
  Bytes point() {
    return point;
  }

  /** The public half. */
  Bytes publicKey() {
    return SshWriter.of(key -> key.string(TYPE).string(point));
  }

  /** The signature of {@code message}, with its algorithm. */
  Bytes sign(Bytes message) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(secret);
      signer.update(message.view());
      byte[] signed = signer.sign();
      return SshWriter.of(signature -> signature.string(TYPE).string(Bytes.of(signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 signs any bytes", e);
    }
  }

  /**
   * The private half as a file of ssh-keygen(1) without a passphrase; to be wiped.
   *
   * @param check any number; it stands there twice
   */
  byte[] file(int check) {
    byte[] secret = secretPart(check);
    Bytes open =
        SshWriter.of(key ->
            key.raw(MAGIC)
                .string("none")
                .string("none")
                .string("")
                .uint32(1)
                .string(publicKey())
                .uint32(secret.length));
    byte[] body =
        ByteBuffer.allocate(open.size() + secret.length).put(open.view()).put(secret).array();
    Arrays.fill(secret, (byte) 0);
    byte[] text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(body);
    Arrays.fill(body, (byte) 0);
    return frame(text);
  }

  /** In one array, which can be wiped. */
  private byte[] secretPart(int check) {
    byte[] seed = ((EdECPrivateKey) secret).getBytes().orElseThrow();
    Bytes before =
        SshWriter.of(inner ->
            inner.uint32(check).uint32(check).string(TYPE).string(point).uint32(2 * KEY_BYTES));
    Bytes after = SshWriter.of(inner -> inner.raw(point.toArray()).string(""));
    int size = before.size() + KEY_BYTES + after.size();
    ByteBuffer part = ByteBuffer.allocate(Math.ceilDiv(size, BLOCK) * BLOCK);
    part.put(before.view()).put(seed).put(after.view());
    Arrays.fill(seed, (byte) 0);
    for (int i = 1; part.hasRemaining(); i++) {
      part.put((byte) i);
    }
    return part.array();
  }

  private static byte[] frame(byte[] base64) {
    byte[] begin = "-----BEGIN OPENSSH PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n-----END OPENSSH PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(begin, begin.length + base64.length + end.length);
    System.arraycopy(base64, 0, whole, begin.length, base64.length);
    System.arraycopy(end, 0, whole, begin.length + base64.length, end.length);
    Arrays.fill(base64, (byte) 0);
    return whole;
  }

  /** Never the private half. */
  @Override
  public String toString() {
    return "SshKey[" + TYPE + "]";
  }
}
