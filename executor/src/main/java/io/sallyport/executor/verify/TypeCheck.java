package io.sallyport.executor.verify;

import static io.sallyport.executor.verify.PlaceCheck.unless;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a mandate keeps to what its action type and this cell allow. */
record TypeCheck(Scope scope) {
  Optional<Code> failure(Mandate mandate, PinnedType pinned, Instant now) {
    ActionType type = pinned.type();
    Mandate.Grant grant = mandate.grant();
    return unless(hasBegun(mandate.validity(), now), Code.NOT_YET_VALID)
        .or(() -> unless(isShort(mandate.validity(), type), Code.TTL_TOO_LONG))
        .or(() -> unless(isHandled(grant, pinned), Code.ACTION_UNKNOWN))
        .or(() -> unless(grant.effect() == type.effect(), Code.EFFECT_TOO_HIGH))
        .or(() -> unless(isBelowCeiling(type), Code.EFFECT_TOO_HIGH))
        .or(() -> unless(isAssured(mandate, type), Code.ASSURANCE_TOO_LOW));
  }

  private boolean hasBegun(Mandate.Validity validity, Instant now) {
    Instant latest = now.plus(scope.skew());
    return !validity.notBefore().isAfter(latest) && !validity.issuedAt().isAfter(latest);
  }

  private boolean isShort(Mandate.Validity validity, ActionType type) {
    Duration life = Duration.between(validity.issuedAt(), validity.expiresAt());
    return life.compareTo(type.maxTtl()) <= 0 && life.compareTo(scope.maxTtl()) <= 0;
  }

  private boolean isHandled(Mandate.Grant grant, PinnedType pinned) {
    return pinned.manner().isPresent()
        && grant.action().equals(pinned.type().name())
        && pinned.type().cell().equals(scope.cell());
  }

  private boolean isBelowCeiling(ActionType type) {
    return type.effect().compareTo(scope.maxEffect()) <= 0;
  }

  private static boolean isAssured(Mandate mandate, ActionType type) {
    return mandate.evidence().assurance().compareTo(type.minAssurance()) >= 0;
  }
}
