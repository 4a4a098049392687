package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Signatures as a header presents them, and what they are said to be over.
 *
 * @param prefix what is signed in front of the body
 * @param signatures any of which may hold; senders sign with two keys while they rotate
 * @param signer the key that is said to have signed, where the scheme names one
 */
public record Signed(Bytes prefix, List<Bytes> signatures, Optional<Signer> signer) {

  /** Copies the signatures. */
  public Signed {
    signatures = List.copyOf(signatures);
  }

  /** One signature whose key is not named. */
  public static Signed of(String prefix, Bytes signature) {
    return new Signed(Bytes.utf8(prefix), List.of(signature), Optional.empty());
  }
}
