package io.sallyport.validator.session;

import io.sallyport.contract.id.SessionId;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * How a rule finds the session of an event, and how much that may be. Immutable.
 *
 * @param id what the sender calls it
 * @param started when it began
 * @param intent what it is for, where the rule says so
 * @param terms how much it may be
 */
public record SessionBinding(
    Expression id, Expression started, Optional<Expression> intent, SessionTerms terms) {
  private static final int MAX_SID = 256;

  /** What an event says of its session. */
  public sealed interface Found {
    /** All that the rule asks. */
    record Claimed(SessionClaim claim) implements Found {}

    /**
     * Not that, or in another form.
     *
     * @param pointer which of the rule's expressions
     */
    record Unclear(String pointer) implements Found {}
  }

  /** Reads {@code session} of a rule; problems are noted there, and then nothing is returned. */
  public static Optional<SessionBinding> read(ConfigNode node, Expressions expressions) {
    Optional<Expression> id = compiled(node, "id", expressions.value(node.text("id")));
    Optional<Expression> started =
        compiled(node, "started", expressions.value(node.text("started")));
    Optional<Expression> intent =
        node.optionalText("intent")
            .flatMap(text -> compiled(node, "intent", expressions.value(text)));
    SessionTerms terms = SessionTerms.read(node);
    return id.flatMap(sid -> started.map(start -> new SessionBinding(sid, start, intent, terms)));
  }

  private static Optional<Expression> compiled(ConfigNode node, String key, Compiled compiled) {
    return switch (compiled) {
      case Compiled.Ready(Expression expression) -> Optional.of(expression);
      case Compiled.Wrong(String message) -> {
        node.problem(key, message);
        yield Optional.empty();
      }
    };
  }

  /** The session of an event that {@code principal} of {@code source} signed. */
  public Found find(String source, String principal, Map<String, ?> variables) {
    Optional<String> sid = text(id, variables).filter(text -> SessionClaim.isText(text, MAX_SID));
    if (sid.isEmpty()) {
      return new Found.Unclear("/session/id");
    }
    Optional<Instant> began = moment(variables);
    if (began.isEmpty()) {
      return new Found.Unclear("/session/started");
    }
    Optional<String> said = intent.flatMap(expression -> text(expression, variables));
    if (intent.isPresent() && said.filter(SessionClaim::isIntent).isEmpty()) {
      return new Found.Unclear("/session/intent");
    }
    SessionId named = SessionId.of(source, principal, sid.get());
    return new Found.Claimed(new SessionClaim(named, began.get(), said));
  }

  private static Optional<String> text(Expression expression, Map<String, ?> variables) {
    return switch (expression.evaluate(variables)) {
      case Evaluated.Value(String text) -> Optional.of(text);
      case Evaluated.Value _, Evaluated.Missing _, Evaluated.Failed _ -> Optional.empty();
    };
  }

  private Optional<Instant> moment(Map<String, ?> variables) {
    try {
      return switch (started.evaluate(variables)) {
        case Evaluated.Value(Instant instant) ->
            Optional.of(instant.truncatedTo(ChronoUnit.MILLIS)).filter(SessionBinding::isSane);
        case Evaluated.Value _, Evaluated.Missing _, Evaluated.Failed _ -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Within what eight bytes of milliseconds and sums of durations can say. */
  private static boolean isSane(Instant instant) {
    return instant.isAfter(Instant.EPOCH) && instant.isBefore(Instant.ofEpochSecond(1L << 35));
  }
}
