package io.sallyport.evidence.signature;

import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificate that the caller's TLS has shown: it says who called. Nothing of it travels, so
 * whoever hears of it later has ingest's word.
 */
final class ClientCertificate implements SignatureForm {
  @Override
  public List<String> headers() {
    return List.of(CertificateForm.HEADER);
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    return StrictText.base64(values.getOrDefault(CertificateForm.HEADER, ""))
        .filter(encoded -> encoded.size() > 0)
        .map(encoded -> new Presented(Claims.NONE, Signed.of("", encoded)));
  }
}
