package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.Secret;
import java.util.List;

/**
 * Secrets that senders present as they are. Digests of equal length are compared, so that the time
 * tells neither how much of a guess is right nor how long a secret is.
 */
public final class TokenSecrets implements SenderKeys {
  private final List<Bytes> digests;

  /** Any of these secrets; refuses to exist without one. */
  public TokenSecrets(List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("scheme.secretFiles: at least one is needed");
    }
    this.digests = secrets.stream().map(each -> Bytes.of(Digest.sha256(each.bytes()))).toList();
  }

  @Override
  public boolean hold(Signed signed, byte[] body) {
    boolean holds = false;
    for (Bytes token : signed.signatures()) {
      byte[] presented = Digest.sha256(token.toArray());
      for (Bytes digest : digests) {
        holds |= digest.sameAs(presented);
      }
    }
    return holds;
  }
}
