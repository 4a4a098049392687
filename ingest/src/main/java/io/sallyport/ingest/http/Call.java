package io.sallyport.ingest.http;

import io.sallyport.service.config.ByteCount;
import java.util.List;
import java.util.OptionalLong;

/** One request as the gateway sees it; owned by the thread that answers it. */
public interface Call {

  /** The method, for example {@code POST}. */
  String method();

  /** The raw path without the query. */
  String path();

  /**
   * All values of a header, by its lower-case name, in order; the client's certificate under {@code
   * CertificateForm.HEADER}, which no request can name.
   */
  List<String> headers(String name);

  /** The announced size of the body, if the request announces one. */
  OptionalLong announcedSize();

  /** Reads a body of announced size, once: nothing of one above the cap; stops where it is slow. */
  Body body(ByteCount cap);
}
