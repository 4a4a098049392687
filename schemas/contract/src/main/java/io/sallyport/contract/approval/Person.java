package io.sallyport.contract.approval;

import io.sallyport.contract.jws.Jwk;
import java.util.List;

/**
 * Somebody whose verdicts count.
 *
 * @param id who, as verdicts and revocations name the person
 * @param identities the names by which requests name the person: {@code github:octo}
 * @param keys the person's public keys; several while one is replaced, but one person's still
 */
public record Person(String id, List<String> identities, List<Jwk> keys) {
  /** The most identities of one person. */
  public static final int MAX_IDENTITIES = 16;

  /** The most keys of one person. */
  public static final int MAX_KEYS = 4;

  /** Refuses a person who cannot be told from a requester, or cannot sign. */
  public Person {
    identities = List.copyOf(identities);
    keys = List.copyOf(keys);
    boolean named = !identities.isEmpty() && identities.size() <= MAX_IDENTITIES;
    boolean signs = !keys.isEmpty() && keys.size() <= MAX_KEYS;
    if (!Verdict.isPerson(id) || !named || !signs) {
      throw new IllegalArgumentException("a person has an id, 1 to 16 identities, 1 to 4 keys");
    }
  }

  /** Whether a request names this person; in doubt it does: upper and lower case are one. */
  public boolean isNamed(String identity) {
    return id.equalsIgnoreCase(identity)
        || identities.stream().anyMatch(each -> each.equalsIgnoreCase(identity));
  }
}
