package io.sallyport.executor.credential.token;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.receipt.Execution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/**
 * The scopes to ask for, {@code deploy:{environment}}, filled from the action's verified fields. A
 * value stands for itself only: letters, digits and {@code -._~/@}, and no character by which the
 * template itself separates its parts; where it has several fields, its letters and digits are the
 * only ones that separate nothing. So a value can neither end its scope (RFC 6749, section 3.3) nor
 * pass for two, and it is no wildcard.
 */
public final class ScopeTemplates {
  private static final int MAX_SCOPES = 20;
  private static final int MAX_TEMPLATE = 200;
  private static final String NAME = "\\{([A-Za-z_][A-Za-z0-9_]*)\\}";
  private static final Pattern FORM =
      Pattern.compile("(?:[!#-\\[\\]-z|~]|\\{[A-Za-z_][A-Za-z0-9_]*\\})+");
  private static final Pattern EXPRESSION = Pattern.compile(NAME);
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~/@-]+");

  private final List<String> templates;

  private ScopeTemplates(List<String> templates) {
    this.templates = List.copyOf(templates);
  }

  /** Reads 1 to 20 templates of scope-tokens; throws with what is wrong. */
  public static ScopeTemplates parse(List<String> templates) {
    if (templates.isEmpty() || templates.size() > MAX_SCOPES) {
      throw new IllegalArgumentException("scopes lists 1 to 20 scopes");
    }
    for (String template : templates) {
      if (template.length() > MAX_TEMPLATE || !FORM.matches(template)) {
        throw new IllegalArgumentException(
            "a template is printable ASCII without space, quote or backslash, and {field}");
      }
    }
    return new ScopeTemplates(templates);
  }

  /** The names of the fields, each once. */
  public List<String> fields() {
    Set<String> names = new LinkedHashSet<>();
    for (String template : templates) {
      Matcher expressions = EXPRESSION.matcher(template);
      while (expressions.find()) {
        names.add(expressions.group(1));
      }
    }
    return List.copyOf(names);
  }

  /** The scopes of an action; empty when a value cannot stand in one, or all are too long. */
  public Optional<Set<String>> fill(GenericRecord fields) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String template : templates) {
      Optional<String> scope = fill(template, fields);
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.get());
    }
    boolean isLong = String.join(" ", scopes).length() > Execution.Lease.MAX_SCOPE;
    return isLong ? Optional.empty() : Optional.of(scopes);
  }

  private static Optional<String> fill(String template, GenericRecord fields) {
    boolean several = template.indexOf('{') != template.lastIndexOf('{');
    String own = several ? "[A-Za-z0-9]" : "[\\w.~-]";
    String separators = EXPRESSION.matcher(template).replaceAll("").replaceAll(own, "");
    List<String> parts = new ArrayList<>();
    Matcher expressions = EXPRESSION.matcher(template);
    int from = 0;
    while (expressions.find()) {
      Optional<String> value = value(fields, expressions.group(1), separators);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      parts.add(template.substring(from, expressions.start()));
      parts.add(value.get());
      from = expressions.end();
    }
    parts.add(template.substring(from));
    return Optional.of(String.join("", parts));
  }

  private static Optional<String> value(GenericRecord fields, String name, String separators) {
    if (!fields.hasField(name)) {
      return Optional.empty();
    }
    String value = PlainValue.text(fields, name);
    boolean stands =
        VALUE.matches(value) && value.chars().noneMatch(c -> separators.indexOf(c) >= 0);
    return stands ? Optional.of(value) : Optional.empty();
  }
}
