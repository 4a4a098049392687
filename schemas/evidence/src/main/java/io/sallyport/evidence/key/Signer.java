package io.sallyport.evidence.key;

/**
 * A pinned key as a protected header names it; all three must be those of one pinned key.
 *
 * @param algorithm {@code Ed25519} or {@code ES256}
 * @param keyId the {@code kid}
 * @param subject the agent that the key belongs to
 */
public record Signer(String algorithm, String keyId, String subject) {}
