package io.sallyport.evidence.key;

/**
 * A pinned key as the evidence names it; what is said must be that of one pinned key.
 *
 * @param algorithm as the scheme writes it; of a message signature also empty
 * @param keyId the {@code kid}
 * @param subject the agent that the key belongs to; of a message signature empty
 */
public record Signer(String algorithm, String keyId, String subject) {}
