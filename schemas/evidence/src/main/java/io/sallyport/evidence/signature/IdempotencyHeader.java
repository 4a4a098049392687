package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No signature, and an idempotency key beside the body. Only for direct producers: whoever may
 * write their topic has written both.
 */
final class IdempotencyHeader implements SignatureForm {
  @Override
  public List<String> headers() {
    return List.of(IdempotencyKey.HEADER);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    Signed nothing = new Signed(Bytes.of(), List.of(), Optional.empty());
    return Optional.of(values.getOrDefault(IdempotencyKey.HEADER, ""))
        .filter(IdempotencyKey::isKey)
        .map(key -> new Claims(Optional.of(key), Optional.empty(), Optional.empty()))
        .map(claims -> new Presented(claims, nothing));
  }
}
