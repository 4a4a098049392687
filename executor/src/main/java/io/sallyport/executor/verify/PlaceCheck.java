package io.sallyport.executor.verify;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import java.util.Optional;

/** Whether a mandate was issued here, for us, and for the very record that it came with. */
record PlaceCheck(Scope scope) {
  Optional<Code> failure(Subject subject, Mandate mandate) {
    Mandate.Parties parties = mandate.parties();
    Mandate.Grant grant = mandate.grant();
    String issuer = scope.environment().validator();
    String audience = scope.environment().cell(scope.cell());
    return unless(parties.issuer().equals(issuer), Code.ISSUER_MISMATCH)
        .or(() -> unless(parties.audience().equals(audience), Code.AUDIENCE_MISMATCH))
        .or(() -> unless(isOurTopic(subject, grant), Code.TOPIC_MISMATCH))
        .or(() ->
            unless(
                grant.partition() == subject.record().partition(), Code.RECORD_PARTITION_MISMATCH))
        .or(() -> unless(grant.key().sameAs(subject.key()), Code.RECORD_KEY_MISMATCH))
        .or(() -> unless(grant.digest().equals(Digest.of(subject.value())), Code.DIGEST_MISMATCH));
  }

  private boolean isOurTopic(Subject subject, Mandate.Grant grant) {
    return grant.topic().equals(scope.topic()) && subject.record().topic().equals(scope.topic());
  }

  static Optional<Code> unless(boolean holds, Code code) {
    return holds ? Optional.empty() : Optional.of(code);
  }
}
