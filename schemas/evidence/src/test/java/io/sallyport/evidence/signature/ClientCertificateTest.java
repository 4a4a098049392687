package io.sallyport.evidence.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.key.ClientAuthorities;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("NHI4")
@Tag("CSF-PR.AA")
class ClientCertificateTest {
  private static final Verification PROVEN = new Verification.Proven(Claims.NONE);
  private static final Verification MISMATCH = new Verification.Unproven(Reason.MISMATCH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns:orders.acme.example",
        "uri:spiffe://acme.example/orders",
        "subject:CN=orders, O=Acme",
        "subject:CN=orders,O=Acme"
      })
  void takesTheDeclaredName(String name) {
    CertificateForm form = new CertificateForm(List.of("dns:other.example", name));

    assertThat(CertificateSamples.of(form, "client").verify()).isEqualTo(PROVEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns:acme.example",
        "dns:evil.orders.acme.example",
        "uri:spiffe://acme.example/orders/x",
        "uri:orders.acme.example",
        "subject:CN=orders",
        "subject:O=Acme, CN=orders"
      })
  void refusesAnyOtherName(String name) {
    CertificateForm form = new CertificateForm(List.of(name));

    assertThat(CertificateSamples.of(form, "client").verify()).isEqualTo(MISMATCH);
  }

  /** Each has the name that is meant: not in its time, not for clients, of nobody or a stranger. */
  @ParameterizedTest
  @CsvSource({"expired", "server", "self", "stranger"})
  void refusesCertificatesThatAreNotForThis(String certificate) {
    CertificateForm form =
        new CertificateForm(
            List.of("dns:orders.acme.example", "subject:CN=orders,O=Acme", "subject:CN=stranger"));

    assertThat(CertificateSamples.of(form, certificate).verify()).isEqualTo(MISMATCH);
  }

  @Test
  void needsAnAuthority() {
    assertThatThrownBy(() -> new ClientAuthorities(certificate -> true, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one authority");
    assertThatThrownBy(
            () -> new ClientAuthorities(certificate -> true, List.of(Bytes.utf8("no certificate"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhenTheFirstAuthorityEnds() {
    Bytes sooner = CertificateSamples.pem("expired");
    Bytes later = CertificateSamples.pem("authority");

    Optional<Instant> end = authorities(sooner).end();

    assertThat(authorities(later).end().orElseThrow()).isAfter(end.orElseThrow());
    assertThat(authorities(sooner, later).end()).isEqualTo(end);
    assertThat(authorities(later, sooner).end()).isEqualTo(end);
  }

  private static ClientAuthorities authorities(Bytes... files) {
    return new ClientAuthorities(certificate -> true, List.of(files));
  }
}
