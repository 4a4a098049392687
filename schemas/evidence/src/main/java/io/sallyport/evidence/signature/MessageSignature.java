package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.MessageForm;
import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.key.Signer;
import io.sallyport.evidence.message.ContentDigest;
import io.sallyport.evidence.message.SignatureInput;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.text.StrictText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An HTTP message signature (RFC 9421) over exactly the components of a form, in any order, with
 * the body's digest (RFC 9530) among them.
 *
 * @param form of the sender
 */
record MessageSignature(MessageForm form) implements SignatureForm {
  private static final int MAX_ID = 256;

  @Override
  public List<String> headers() {
    List<String> names = new ArrayList<>(form.covered());
    names.addAll(List.of(MessageForm.INPUT, MessageForm.SIGNATURE));
    return names;
  }

  @Override
  public Optional<Presented> read(Map<String, String> values) {
    Optional<SignatureInput> input =
        SignatureInput.parse(values.getOrDefault(MessageForm.INPUT, "")).filter(this::isMeant);
    Optional<Bytes> signature =
        input.flatMap(each -> each.signature(values.getOrDefault(MessageForm.SIGNATURE, "")));
    Optional<ContentDigest> digest =
        ContentDigest.parse(values.getOrDefault(MessageForm.DIGEST, ""));
    Optional<String> id = form.id().map(name -> values.getOrDefault(name, ""));
    boolean isNamed = id.map(text -> StrictText.isVisible(text, MAX_ID)).orElse(true);
    if (input.isEmpty() || signature.isEmpty() || digest.isEmpty() || !isNamed) {
      return Optional.empty();
    }
    SignatureInput.Parameters said = input.get().parameters();
    Bytes base = Bytes.utf8(input.get().base(component -> form.value(component, values)));
    Signer signer = new Signer(said.algorithm().orElse(""), said.keyId(), "");
    return Optional.of(
        new Presented(
            new Claims(id, Optional.of(said.created()), Optional.empty()),
            new Signed(base, List.of(signature.get()), Optional.of(signer)),
            digest,
            said.expires()));
  }

  private boolean isMeant(SignatureInput input) {
    boolean isCovered =
        input.components().size() == form.components().size()
            && Set.copyOf(input.components()).equals(Set.copyOf(form.components()));
    return isCovered
        && (form.tag().isEmpty() || form.tag().equals(input.parameters().tag()))
        && !input.parameters().algorithm().equals(Optional.of(""));
  }
}
