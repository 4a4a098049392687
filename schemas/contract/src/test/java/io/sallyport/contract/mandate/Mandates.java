package io.sallyport.contract.mandate;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mandate of the golden vector. */
final class Mandates {
  private Mandates() {}

  static Mandate golden() {
    Instant received = Instant.ofEpochSecond(1_795_089_000L);
    return new Mandate(
        new Mandate.Parties(
            "prod-k4x/validator",
            "prod-k4x/deployments",
            "github:octo",
            Optional.of("s-1"),
            "source:github"),
        new ActionId("ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE"),
        new Mandate.Validity(received, received, received.plusSeconds(600)),
        new Mandate.Grant(
            "com.example.actions.Deploy",
            Effect.WRITE,
            Digest.of(Bytes.utf8("schema").toArray()),
            "sallyport.trusted.deployments",
            2,
            Bytes.of(Digest.sha256(Bytes.utf8("production").toArray())),
            Digest.of(Bytes.utf8("value").toArray())),
        new Mandate.Decided(
            "ALLOWED",
            "deploy-on-push",
            List.of("known-repository"),
            Digest.of(Bytes.utf8("bundle").toArray()),
            "gate-3/17"),
        new Mandate.Evidence(
            "github",
            Assurance.SHARED,
            Origin.parse("sallyport.untrusted:0:42"),
            Digest.of(Bytes.utf8("body").toArray()),
            received),
        List.of(),
        Optional.empty());
  }

  /** The same, decided with the memory of its ordering key. */
  static Mandate atDesk() {
    Mandate golden = golden();
    DeskKey desk = DeskKey.ofOrder("deployments", "production");
    return new Mandate(
        golden.parties(),
        golden.id(),
        golden.validity(),
        golden.grant(),
        golden.decision().at(desk),
        golden.evidence(),
        golden.approvals(),
        golden.hold());
  }
}
