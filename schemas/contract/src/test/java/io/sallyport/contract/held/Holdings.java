package io.sallyport.contract.held;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Held actions, the golden one and such as could not be. */
final class Holdings {
  static final Instant OPENED = Instant.ofEpochSecond(1_795_089_010L);
  static final Instant DEADLINE = OPENED.plusSeconds(1800);
  static final Bytes VALUE = Bytes.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 7, (byte) 2);

  private Holdings() {}

  static Held golden() {
    return new Held(draft(), "source:github", VALUE);
  }

  static Mandate draft() {
    return draft(VALUE, OPENED.plusSeconds(600), Optional.of(hold(DEADLINE)));
  }

  static Mandate draft(Bytes value, Instant expires, Optional<Hold> hold) {
    return new Mandate(
        new Mandate.Parties(
            "prod-k4x/validator",
            "prod-k4x/deployments",
            "github:octo",
            Optional.empty(),
            "source:github"),
        new ActionId("ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE"),
        new Mandate.Validity(OPENED, OPENED, expires),
        new Mandate.Grant(
            "com.example.actions.Deploy",
            Effect.WRITE,
            Digest.of(Bytes.utf8("schema")),
            "sallyport.trusted.deployments",
            1,
            Bytes.of(Digest.sha256(Bytes.utf8("production").toArray())),
            Digest.of(value)),
        decided(Held.RESULT),
        new Mandate.Evidence(
            "github",
            Assurance.SHARED,
            Origin.parse("sallyport.untrusted:0:42"),
            Digest.of(Bytes.utf8("body")),
            OPENED.minusSeconds(10)),
        List.of(),
        hold);
  }

  static Mandate.Decided decided(String result) {
    return new Mandate.Decided(
        result,
        "deploy-on-push",
        List.of("known-repository", "night"),
        Digest.of(Bytes.utf8("bundle")),
        "gate-0/17");
  }

  static Hold hold(Instant deadline) {
    return new Hold(List.of(new Quorum("duty", 1), new Quorum("release-managers", 2)), deadline);
  }
}
