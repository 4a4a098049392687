package io.sallyport.contract.id;

import java.util.Base64;

/**
 * Whose memory a decision is made with: what has the same key is decided one after the other. It is
 * the key of a record of {@code .desk} and of {@code .outcomes.<cell>}, and a claim of the mandate
 * that the desk sealed.
 *
 * @param text 43 base64url characters: SHA-256("sallyport-desk-v1" 0 cell 0 orderBy's text), of
 *     what has a session SHA-256("sallyport-principal-v1" 0 source 0 principal), of where a chain
 *     stands SHA-256("sallyport-witness-v1" 0 chain)
 */
public record DeskKey(String text) {
  /** How many bytes {@link #bytes} has. */
  public static final int SIZE = 32;

  private static final String ORDER = "sallyport-desk-v1";
  private static final String PRINCIPAL = "sallyport-principal-v1";
  private static final String CHAIN = "sallyport-witness-v1";

  /** Refuses any other form. */
  public DeskKey {
    Identity.check(text, "a desk key");
  }

  /** The key of a cell's actions that have {@code order} in their field {@code orderBy}. */
  public static DeskKey ofOrder(String cell, String order) {
    return new DeskKey(Identity.of(ORDER, Bytes.utf8(order).toArray(), cell));
  }

  /** The key of all sessions of {@code principal} at {@code source}, which are counted together. */
  public static DeskKey ofPrincipal(String source, String principal) {
    return new DeskKey(Identity.of(PRINCIPAL, Bytes.utf8(principal).toArray(), source));
  }

  /** The key under which a cell tells where {@code chain} stands; it is no memory's. */
  public static DeskKey ofChain(String chain) {
    return new DeskKey(Identity.of(CHAIN, Bytes.utf8(chain).toArray()));
  }

  /** The key of a record; throws {@link IllegalArgumentException} where it is not 32 bytes. */
  public static DeskKey of(Bytes key) {
    return new DeskKey(Base64.getUrlEncoder().withoutPadding().encodeToString(key.toArray()));
  }

  /** The 32 bytes of the digest: the record's key. */
  public Bytes bytes() {
    return Bytes.of(Base64.getUrlDecoder().decode(text));
  }
}
