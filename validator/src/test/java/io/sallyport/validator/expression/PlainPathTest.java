package io.sallyport.validator.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainPathTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** A plain path is read without CEL where it leads to text; CEL is the judge of that. */
  @Test
  void isReadAsCelReadsIt() {
    Seeded.forAll(
        300,
        random -> {
          Map<String, Object> variables = Map.of("event", members(random, 3));
          String path = path(random);

          assertThat(evaluate(path, variables))
              .isEqualTo(evaluate("true ? " + path + " : ''", variables));
        });
  }

  private static Evaluated evaluate(String text, Map<String, Object> variables) {
    return new Expressions(Scope.ofRule()).value(text) instanceof Compiled.Ready(var expression)
        ? expression.evaluate(variables)
        : new Evaluated.Failed();
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("event");
    for (int i = random.nextInt(4); i >= 0; i--) {
      path.append('.').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return path.toString();
  }

  private static Map<String, Object> members(Random random, int depth) {
    Map<String, Object> members = new HashMap<>();
    for (String name : NAMES) {
      if (random.nextInt(4) > 0) {
        members.put(name, member(random, depth));
      }
    }
    return members;
  }

  private static Object member(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> "text";
      case 1 -> 7L;
      case 2 -> NullValue.NULL_VALUE;
      case 3 -> new Decimal(new BigDecimal("1.5"));
      case 4 -> List.of("a");
      default -> members(random, depth - 1);
    };
  }
}
