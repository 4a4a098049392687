package io.sallyport.action.lint;

import io.sallyport.action.record.PlainValue;
import io.sallyport.action.shape.Shape;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Compares the shapes of two types.
 *
 * @param next the record that the later shape describes; tells which fields have a default
 */
record ShapeChanges(Schema next) {
  private record Pair(Shape old, Shape next) {}

  void fields(Shape.Fields old, Shape.Fields later, Spot at) {
    for (Shape.Field field : old.fields()) {
      Spot spot = at.below(field.name());
      find(later, field.name())
          .ifPresentOrElse(
              other -> below(field.name()).compare(field.shape(), other.shape(), spot),
              () -> spot.add(ChangeRule.FIELD_REMOVED));
    }
    for (Shape.Field field : later.fields()) {
      if (find(old, field.name()).isEmpty()) {
        boolean free = next.getField(field.name()).hasDefaultValue();
        at.below(field.name())
            .add(free ? ChangeRule.FIELD_WITH_DEFAULT_ADDED : ChangeRule.FIELD_ADDED);
      }
    }
  }

  private static Optional<Shape.Field> find(Shape.Fields shape, String name) {
    return shape.fields().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private ShapeChanges below(String field) {
    return new ShapeChanges(next.getField(field).schema());
  }

  /** A pair that is not named here is of two kinds, so a new shape breaks until it is compared. */
  private void compare(Shape old, Shape later, Spot at) {
    switch (new Pair(old, later)) {
      case Pair(Shape.Maybe(Shape a), Shape.Maybe(Shape b)) -> present().compare(a, b, at);
      case Pair(Shape a, Shape.Maybe(Shape b)) -> {
        at.add(ChangeRule.OPTIONAL_ADDED);
        present().compare(a, b, at);
      }
      case Pair(Shape.Maybe(Shape a), Shape b) -> {
        at.add(ChangeRule.OPTIONAL_WITHDRAWN);
        compare(a, b, at);
      }
      case Pair(Shape.Fields a, Shape.Fields b) -> fields(a, b, at.below("fields"));
      case Pair(Shape.Items a, Shape.Items b) -> {
        items(a.maxItems(), b.maxItems(), at);
        new ShapeChanges(next.getElementType()).compare(a.item(), b.item(), at.below("items"));
      }
      case Pair(Shape.Entries a, Shape.Entries b) -> {
        items(a.maxItems(), b.maxItems(), at);
        text(a.key(), b.key(), at.below("keys"));
        new ShapeChanges(next.getValueType()).compare(a.value(), b.value(), at.below("values"));
      }
      case Pair(Shape a, Shape b) -> scalar(a, b, at);
    }
  }

  private ShapeChanges present() {
    return new ShapeChanges(PlainValue.present(next));
  }

  private static void scalar(Shape old, Shape later, Spot at) {
    switch (new Pair(old, later)) {
      case Pair(Shape.Flag _, Shape.Flag _) -> {}
      case Pair(Shape.Whole a, Shape.Whole b) when a.wide() == b.wide() -> whole(a, b, at);
      case Pair(Shape.Real a, Shape.Real b) when a.wide() == b.wide() ->
          range(a.min(), a.max(), b.min(), b.max(), at);
      case Pair(Shape.Decimal a, Shape.Decimal b) when a.scale() == b.scale() -> decimal(a, b, at);
      case Pair(Shape.Day a, Shape.Day b) -> day(a, b, at);
      case Pair(Shape.Moment a, Shape.Moment b) when a.micros() == b.micros() ->
          range(a.min(), a.max(), b.min(), b.max(), at);
      case Pair(Shape.Text a, Shape.Text b) -> text(a, b, at);
      case Pair(Shape.Symbols a, Shape.Symbols b) -> {
        at.addIf(!b.symbols().containsAll(a.symbols()), ChangeRule.SYMBOL_REMOVED);
        at.addIf(!a.symbols().containsAll(b.symbols()), ChangeRule.SYMBOL_ADDED);
      }
      case Pair _ -> at.add(ChangeRule.KIND_CHANGED);
    }
  }

  private static void whole(Shape.Whole old, Shape.Whole later, Spot at) {
    range(old.min(), old.max(), later.min(), later.max(), at);
    multiple(BigDecimal.valueOf(old.multipleOf()), BigDecimal.valueOf(later.multipleOf()), at);
  }

  private static void day(Shape.Day old, Shape.Day later, Spot at) {
    range(
        old.min().toEpochDay(),
        old.max().toEpochDay(),
        later.min().toEpochDay(),
        later.max().toEpochDay(),
        at);
  }

  /** The bounds lie within the precision, so it only counts where they stay. */
  private static void decimal(Shape.Decimal old, Shape.Decimal later, Spot at) {
    range(old.min(), old.max(), later.min(), later.max(), at);
    if (old.min().compareTo(later.min()) == 0 && old.max().compareTo(later.max()) == 0) {
      at.step(
          old.precision(), later.precision(), ChangeRule.RANGE_WIDENED, ChangeRule.RANGE_NARROWED);
    }
    multiple(old.multipleOf(), later.multipleOf(), at);
  }

  private static <T extends Comparable<? super T>> void range(
      T min, T max, T laterMin, T laterMax, Spot at) {
    at.bounds(
        new Spot.Bounds<>(min, max),
        new Spot.Bounds<>(laterMin, laterMax),
        ChangeRule.RANGE_NARROWED,
        ChangeRule.RANGE_WIDENED);
  }

  private static void multiple(BigDecimal old, BigDecimal later, Spot at) {
    boolean divides = old.remainder(later).signum() == 0;
    at.addIf(!divides, ChangeRule.MULTIPLE_CHANGED);
    at.addIf(divides && old.compareTo(later) != 0, ChangeRule.MULTIPLE_WIDENED);
  }

  private static void items(int old, int later, Spot at) {
    at.step(old, later, ChangeRule.ITEMS_WIDENED, ChangeRule.ITEMS_NARROWED);
  }

  private static void text(Shape.Text old, Shape.Text later, Spot at) {
    at.bounds(
        new Spot.Bounds<>(old.minLength(), old.maxLength()),
        new Spot.Bounds<>(later.minLength(), later.maxLength()),
        ChangeRule.LENGTH_NARROWED,
        ChangeRule.LENGTH_WIDENED);
    named(
        old.pattern().map(Object::toString),
        later.pattern().map(Object::toString),
        at,
        ChangeRule.PATTERN_CHANGED,
        ChangeRule.PATTERN_REMOVED);
    named(old.format(), later.format(), at, ChangeRule.FORMAT_CHANGED, ChangeRule.FORMAT_REMOVED);
  }

  private static <T> void named(
      Optional<T> old, Optional<T> later, Spot at, ChangeRule changed, ChangeRule removed) {
    if (!old.equals(later)) {
      at.add(later.isPresent() ? changed : removed);
    }
  }
}
