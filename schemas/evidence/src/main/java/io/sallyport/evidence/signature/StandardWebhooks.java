package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Standard Webhooks: signatures over {@code <webhook-id>.<webhook-timestamp>.<body>}, separated by
 * spaces in {@code webhook-signature}: {@code v1} is HMAC-SHA256, {@code v1a} is Ed25519.
 *
 * <p>The id is the same in every retry, the timestamp is the attempt's. Neither holds a dot, so the
 * signed text has one reading. Signatures of the other version are passed over.
 */
public final class StandardWebhooks implements SignatureForm {
  /** The header that carries the id. */
  public static final String ID = "webhook-id";

  /** The header that carries the attempt's seconds since 1970. */
  public static final String TIMESTAMP = "webhook-timestamp";

  /** The header that carries the signatures. */
  public static final String SIGNATURE = "webhook-signature";

  /** The most signatures in one header. */
  static final int MAX_SIGNATURES = 8;

  /** The longest id. */
  static final int MAX_ID = 256;

  private final Version version;

  /** Which signatures count. */
  enum Version {
    /** HMAC-SHA256. */
    V1("v1,", 32),
    /** Ed25519. */
    V1A("v1a,", 64);

    private final String prefix;
    private final int size;

    Version(String prefix, int size) {
      this.prefix = prefix;
      this.size = size;
    }
  }

  StandardWebhooks(Version version) {
    this.version = version;
  }

  /** What is signed in front of the body. */
  public static String prefix(String id, Instant at) {
    return id + "." + at.getEpochSecond() + ".";
  }

  @Override
  public List<String> headers() {
    return List.of(ID, TIMESTAMP, SIGNATURE);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    String id = values.getOrDefault(ID, "");
    Optional<Instant> at = StrictText.seconds(values.getOrDefault(TIMESTAMP, ""));
    List<Bytes> signatures = signatures(values.getOrDefault(SIGNATURE, ""));
    boolean isId = StrictText.isVisible(id, MAX_ID) && id.indexOf('.') < 0;
    if (at.isEmpty() || signatures.isEmpty() || !isId) {
      return Optional.empty();
    }
    Bytes prefix = Bytes.utf8(prefix(id, at.get()));
    return Optional.of(
        new Presented(
            new Claims(Optional.of(id), at, Optional.empty()),
            new Signed(prefix, signatures, Optional.empty())));
  }

  /** Those of this version; none when one of them is no signature, or when there are too many. */
  private List<Bytes> signatures(String header) {
    List<String> words = List.of(header.split(" ", -1));
    List<Bytes> signatures = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith(version.prefix)) {
        StrictText.base64(word.substring(version.prefix.length()))
            .filter(bytes -> bytes.size() == version.size)
            .ifPresent(signatures::add);
      }
    }
    long ours = words.stream().filter(word -> word.startsWith(version.prefix)).count();
    boolean isWhole = ours == signatures.size() && words.stream().noneMatch(String::isEmpty);
    return isWhole && words.size() <= MAX_SIGNATURES ? List.copyOf(signatures) : List.of();
  }
}
