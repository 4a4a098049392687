package io.sallyport.contract.held;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.util.Base64;
import java.util.Optional;

/** The one form of a held action in bytes: the value of a record of {@code .held.<cell>}. */
public final class HeldCodec {
  /** The longest form: a value in base64url, and claims that fit a mandate. */
  public static final int MAX_SIZE = (64 << 10) + Mandate.MAX_SIZE;

  private static final String VERSION = "sallyport-held-v1";

  private HeldCodec() {}

  /** The value to write. */
  public static byte[] write(Held held) {
    return JsonWriter.write(json ->
        json.put("held", VERSION)
            .putObject("mandate", claims -> MandateCodec.write(claims, held.draft()))
            .put("principal", held.principal())
            .put("value", base64(held.value())));
  }

  /** Reads a value; empty when the bytes are not exactly what {@link #write} makes of it. */
  public static Optional<Held> parse(Bytes value) {
    if (value.size() > MAX_SIZE) {
      return Optional.empty();
    }
    return StrictJson.read(value.toArray())
        .flatMap(HeldCodec::read)
        .filter(held -> value.equals(Bytes.of(write(held))));
  }

  private static Optional<Held> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      boolean isHeld = fields.text("held").equals(VERSION);
      Held held =
          new Held(
              MandateCodec.read(fields.object("mandate")),
              fields.text("principal"),
              Bytes.of(Base64.getUrlDecoder().decode(fields.text("value"))));
      fields.end();
      return isHeld ? Optional.of(held) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String base64(Bytes value) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value.toArray());
  }
}
