package io.sallyport.evidence.content;

import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.service.config.ConfigNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code contentTypes} and {@code payload} of a Source document, which must fit together. */
public final class ContentReader {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CLOUD_EVENT = "application/cloudevents+json";

  private ContentReader() {}

  /** The kinds of payloads. */
  private enum Kind {
    JSON,
    FORM,
    CLOUDEVENTS
  }

  /**
   * What {@code spec} says; notes every problem there.
   *
   * @param isOfTopic whether all the proof there is of a body is the topic where it lies; then that
   *     proves headers as well
   */
  public static Content read(ConfigNode spec, boolean isOfTopic) {
    Payload payload = payload(spec.childOrEmpty("payload"), isOfTopic);
    List<String> types = spec.texts("contentTypes");
    types.forEach(type -> check(spec, type, payload));
    return new Content(types.isEmpty() ? List.of(usual(payload)) : types, payload);
  }

  private static Payload payload(ConfigNode payload, boolean isOfTopic) {
    return switch (payload.choice("kind", Kind.class, Kind.JSON)) {
      case JSON -> new Payload.Json();
      case FORM -> form(payload);
      case CLOUDEVENTS -> cloudEvents(payload, isOfTopic);
    };
  }

  private static Payload form(ConfigNode payload) {
    FormLimits limits = limits(payload.childOrEmpty("limits"));
    Optional<String> field = payload.optionalText("field");
    if (field.isPresent() && (field.get().isEmpty() || field.get().length() > limits.name())) {
      payload.problem("field", "must have 1 to " + limits.name() + " characters, as limits.name");
    }
    return new Payload.Form(field, limits);
  }

  private static FormLimits limits(ConfigNode limits) {
    FormLimits usual = FormLimits.DEFAULTS;
    return new FormLimits(
        (int) limits.integer("fields", usual.fields(), 1, FormLimits.MAX_FIELDS),
        (int) limits.integer("name", usual.name(), 1, FormLimits.MAX_NAME),
        (int) limits.integer("escapes", usual.escapes(), 1, FormLimits.MAX_ESCAPES));
  }

  private static Payload cloudEvents(ConfigNode payload, boolean isOfTopic) {
    Mode mode = payload.choice("mode", Mode.class, Mode.STRUCTURED);
    if (mode == Mode.BINARY && !isOfTopic) {
      payload.problem(
          "mode",
          "must be structured: binary mode has the attributes in ce-* headers, which no scheme"
              + " signs, so whoever can write a record could choose the rule that fires; only a"
              + " source with a topic of its own and preset none has it");
    }
    return new Payload.CloudEvents(mode);
  }

  private static String usual(Payload payload) {
    return switch (payload) {
      case Payload.Json json -> JSON;
      case Payload.Form form -> FORM;
      case Payload.CloudEvents(Mode mode) -> mode == Mode.BINARY ? JSON : CLOUD_EVENT;
    };
  }

  private static void check(ConfigNode spec, String type, Payload payload) {
    boolean isPlain = type.equals(type.toLowerCase(Locale.ROOT)) && type.indexOf(';') < 0;
    if (!isPlain || type.indexOf('/') < 1 || type.endsWith("/")) {
      spec.problem("contentTypes", "must be lower-case media types such as " + usual(payload));
    } else if (!fits(type, payload)) {
      spec.problem("contentTypes", "must fit payload.kind: " + fitting(payload));
    }
  }

  private static boolean fits(String type, Payload payload) {
    return switch (payload) {
      case Payload.Json json -> isJson(type);
      case Payload.Form form -> type.equals(FORM);
      case Payload.CloudEvents(Mode mode) ->
          mode == Mode.BINARY ? isNamedJson(type) : type.equals(CLOUD_EVENT);
    };
  }

  /** Some senders of JSON call it plain text. */
  private static boolean isJson(String type) {
    return type.equals("text/plain") || isNamedJson(type);
  }

  private static boolean isNamedJson(String type) {
    boolean isNamedSo = type.endsWith("/json") || type.endsWith("+json");
    return isNamedSo && !type.contains("/cloudevents");
  }

  private static String fitting(Payload payload) {
    return switch (payload) {
      case Payload.Json json ->
          "json takes application/json, another type that ends with /json or +json, or text/plain;"
              + " there are also the kinds form and cloudevents";
      case Payload.Form form -> "form takes " + FORM + " only";
      case Payload.CloudEvents(Mode mode) ->
          mode == Mode.BINARY
              ? "in binary mode cloudevents takes the data's type, which ends with /json or +json"
              : "cloudevents takes " + CLOUD_EVENT + " only; neither batches nor binary mode";
    };
  }
}
