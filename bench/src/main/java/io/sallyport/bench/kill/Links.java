package io.sallyport.bench.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Whether each receipt of a chain names the one before it. Owned by one thread. */
public final class Links {
  private static final Link START = new Link(-1, "sha256:" + "0".repeat(64));

  private final Map<String, Link> last = new HashMap<>();

  /** The last receipt of a chain. */
  private record Link(long seq, String digest) {}

  /** Whether this one does; it is the last from now on. */
  public boolean follows(JsonNode claims, byte[] jws) {
    String chain = claims.path("chain").asText();
    Link before = last.getOrDefault(chain, START);
    long seq = claims.path("seq").asLong(-1);
    last.put(chain, new Link(seq, Claims.digest(jws)));
    return seq == before.seq() + 1 && claims.path("prev").asText().equals(before.digest());
  }
}
