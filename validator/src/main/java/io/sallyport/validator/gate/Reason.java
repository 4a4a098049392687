package io.sallyport.validator.gate;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a delivery goes to quarantine.
 *
 * @param code the stable code
 * @param pointer where, or the empty text
 * @param rule the rule that did not bind, if one matched
 */
record Reason(Code code, String pointer, Optional<String> rule) {
  /** The headers of the quarantine record; nothing of the delivery is copied into them. */
  Map<String, String> headers(Case known, Digest bundle) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Headers.CODE, code.text());
    if (!pointer.isEmpty()) {
      headers.put(Headers.POINTER, pointer);
    }
    rule.ifPresent(name -> headers.put(Headers.RULE, name));
    headers.put(Headers.BUNDLE, bundle.text());
    headers.put(Headers.SOURCE, known.source());
    headers.put(Headers.ORIGIN, known.described().origin().text());
    return headers;
  }
}
