package io.sallyport.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a role's admin listener answered.
 *
 * @param place its address
 * @param ready whether it is
 * @param reason what it says of its readiness, in lines
 * @param metrics what it shows; nothing if it did not answer
 * @param offset how far its clock is ahead of ours, by at least so much; empty without an answer
 */
record RoleAnswer(
    String place, boolean ready, String reason, Samples metrics, Optional<Duration> offset) {

  static RoleAnswer none(String place, String why) {
    return new RoleAnswer(place, false, why, new Samples(List.of()), Optional.empty());
  }

  /** The role's own word for itself, or its address. */
  String role() {
    return metrics.of("sallyport_build_info").stream()
        .map(build -> build.label("role"))
        .findFirst()
        .orElse(place);
  }
}
