package io.sallyport.validator.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.NullValue;
import io.sallyport.contract.Code;
import io.sallyport.service.text.VisibleText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the values of one document from its tokens and counts them. Used by one thread, once. */
final class TreeReader {
  private final JsonParser tokens;
  private final ParseLimits limits;
  private final boolean hasEscapes;
  private int values;

  /**
   * A reader of one document.
   *
   * @param hasEscapes whether {@code \\u} stands anywhere in it: without one, text that was strict
   *     UTF-8 holds neither U+0000 nor a lone surrogate
   */
  TreeReader(JsonParser tokens, ParseLimits limits, boolean hasEscapes) {
    this.tokens = tokens;
    this.limits = limits;
    this.hasEscapes = hasEscapes;
  }

  /** Reads the whole document, which must be one object. */
  Map<String, Object> document() throws IOException, Refusal {
    JsonToken first = tokens.nextToken();
    if (first == null) {
      throw new Refusal(Code.JSON_INVALID);
    }
    if (first != JsonToken.START_OBJECT) {
      throw new Refusal(Code.JSON_NOT_OBJECT);
    }
    return object(1);
  }

  private Map<String, Object> object(int depth) throws IOException, Refusal {
    checkDepth(depth);
    Map<String, Object> members = new LinkedHashMap<>();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      if (name.length() > limits.nameLength() || (hasEscapes && !isWellFormed(name))) {
        throw new Refusal(Code.JSON_TEXT);
      }
      if (members.put(name, value(tokens.nextToken(), depth)) != null) {
        throw new Refusal(Code.JSON_DUPLICATE_KEY);
      }
    }
    return Collections.unmodifiableMap(members);
  }

  private List<Object> array(int depth) throws IOException, Refusal {
    checkDepth(depth);
    List<Object> items = new ArrayList<>();
    for (JsonToken token = tokens.nextToken();
        token != JsonToken.END_ARRAY;
        token = tokens.nextToken()) {
      items.add(value(token, depth));
    }
    return Collections.unmodifiableList(items);
  }

  private Object value(JsonToken token, int depth) throws IOException, Refusal {
    values++;
    if (values > limits.values()) {
      throw new Refusal(Code.JSON_ITEMS);
    }
    return switch (token) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NullValue.NULL_VALUE;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no such token stands before a value: " + token);
    };
  }

  private void checkDepth(int depth) throws Refusal {
    if (depth > limits.depth()) {
      throw new Refusal(Code.JSON_DEPTH);
    }
  }

  private String text() throws IOException, Refusal {
    String text = tokens.getText();
    if (hasEscapes && !isWellFormed(text)) {
      throw new Refusal(Code.JSON_TEXT);
    }
    return text;
  }

  /** An escape can write what strict UTF-8 cannot: a lone surrogate, or U+0000. */
  private static boolean isWellFormed(String text) {
    return text.indexOf('\0') < 0 && VisibleText.isUnicode(text);
  }

  private Object number(JsonToken token) throws IOException, Refusal {
    String text = tokens.getText();
    int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
    if (digits(mantissa) > limits.digits()
        || (exponentAt >= 0 && !isExponentAllowed(text.substring(exponentAt + 1)))) {
      throw new Refusal(Code.JSON_NUMBER);
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && tokens.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return tokens.getLongValue();
    }
    return new Decimal(new BigDecimal(text));
  }

  private static int digits(String mantissa) {
    int digits = 0;
    for (int i = 0; i < mantissa.length(); i++) {
      digits += Character.isDigit(mantissa.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private boolean isExponentAllowed(String signed) {
    String digits = signed.startsWith("+") || signed.startsWith("-") ? signed.substring(1) : signed;
    return digits.length() <= 6 && Integer.parseInt(digits) <= limits.exponent();
  }
}
