package io.sallyport.validator.shadow;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a gate said of a delivery by one rule, or of the delivery as a whole.
 *
 * @param result how it ends
 * @param code why
 * @param action of what is sealed: the digest of its Avro form, whatever id its schema has
 */
record Said(String result, String code, Optional<Digest> action) {
  /** Nothing was said. */
  static final Said NOTHING = new Said("NONE", "", Optional.empty());

  /** Magic byte and id of the schema. */
  private static final int SCHEMA = 5;

  private static final Set<String> SEALED =
      Set.of(DecisionResult.ALLOWED.name(), DecisionResult.MODIFIED.name());

  /** By rule; {@link Ending#UNKNOWN} for the delivery as a whole. */
  static Map<String, Said> of(Effects effects) {
    Iterator<Output> sealed =
        effects.outputs().stream().filter(output -> Sinks.isTrusted(output.sink())).iterator();
    Map<String, Said> said = new TreeMap<>();
    for (Ending ending : effects.endings()) {
      Optional<Digest> action =
          SEALED.contains(ending.result()) ? Optional.of(digest(sealed.next())) : Optional.empty();
      said.put(ending.rule(), new Said(ending.result(), ending.code().text(), action));
    }
    return said;
  }

  private static Digest digest(Output output) {
    byte[] value = output.value().orElseThrow().toArray();
    return Digest.of(Arrays.copyOfRange(value, SCHEMA, value.length));
  }

  /** For people: {@code DENIED denied-by-default}. */
  String text() {
    return (result + " " + code).strip();
  }
}
