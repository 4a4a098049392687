package io.sallyport.action.lint;

import io.sallyport.action.ActionType;
import io.sallyport.action.terms.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changes from one version of an action type to the next. The registry's BACKWARD sees Avro
 * types only; this sees every term and constraint.
 */
public final class Evolution {
  private Evolution() {}

  /** All changes; none if the two admit the same, under the same terms. */
  public static List<Change> compare(ActionType old, ActionType next) {
    List<Change> changes = new ArrayList<>();
    Spot root = new Spot("", changes);
    root.below("name").addIf(!old.name().equals(next.name()), ChangeRule.TYPE_RENAMED);
    terms(root, old, next);
    approval(root.below("approval"), old.approval(), next.approval());
    new ShapeChanges(next.schema()).fields(old.shape(), next.shape(), root.below("fields"));
    return List.copyOf(changes);
  }

  private static void terms(Spot root, ActionType old, ActionType next) {
    root.below("effect").addIf(old.effect() != next.effect(), ChangeRule.EFFECT_CHANGED);
    root.below("cell").addIf(!old.cell().equals(next.cell()), ChangeRule.CELL_CHANGED);
    root.below("orderBy").addIf(!old.orderBy().equals(next.orderBy()), ChangeRule.ORDER_BY_CHANGED);
    sequence(root.below("sequence"), old.sequence(), next.sequence());
    root.below("idempotent")
        .step(
            old.idempotent(),
            next.idempotent(),
            ChangeRule.IDEMPOTENCE_DECLARED,
            ChangeRule.IDEMPOTENCE_WITHDRAWN);
    root.below("maxTtl")
        .step(old.maxTtl(), next.maxTtl(), ChangeRule.TTL_LENGTHENED, ChangeRule.TTL_SHORTENED);
    root.below("classification")
        .step(
            old.classification(),
            next.classification(),
            ChangeRule.CLASSIFICATION_RAISED,
            ChangeRule.CLASSIFICATION_LOWERED);
    root.below("minAssurance")
        .step(
            old.minAssurance(),
            next.minAssurance(),
            ChangeRule.ASSURANCE_RAISED,
            ChangeRule.ASSURANCE_LOWERED);
  }

  private static void sequence(Spot at, Optional<String> old, Optional<String> next) {
    at.addIf(old.isEmpty() && next.isPresent(), ChangeRule.SEQUENCE_ADDED);
    at.addIf(old.isPresent() && next.isEmpty(), ChangeRule.SEQUENCE_REMOVED);
    boolean both = old.isPresent() && next.isPresent();
    at.addIf(both && !old.equals(next), ChangeRule.SEQUENCE_CHANGED);
  }

  private static void approval(Spot at, Optional<Approval> old, Optional<Approval> next) {
    int before = old.map(Approval::threshold).orElse(0);
    int after = next.map(Approval::threshold).orElse(0);
    at.step(before, after, ChangeRule.APPROVAL_RAISED, ChangeRule.APPROVAL_LOWERED);
    boolean both = old.isPresent() && next.isPresent();
    boolean moved = !old.map(Approval::group).equals(next.map(Approval::group));
    at.addIf(both && moved, ChangeRule.APPROVAL_GROUP_CHANGED);
  }
}
