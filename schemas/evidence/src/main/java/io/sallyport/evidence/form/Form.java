package io.sallyport.evidence.form;

import java.util.List;

/** How a sender writes its evidence, as data. */
public sealed interface Form permits SignedForm, MessageForm, CertificateForm {

  /** The headers that carry the evidence beside the body and its type, in lower case. */
  List<String> headers();

  /** Whether the time of signing is signed. */
  boolean signsTime();

  /** Whether an id that is the same in each retry is signed. */
  boolean signsId();
}
