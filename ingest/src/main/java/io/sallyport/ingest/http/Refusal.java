package io.sallyport.ingest.http;

import java.util.Locale;

/** Why a request was not accepted: the status, and a code that tells an attacker nothing new. */
public enum Refusal {
  /** There is no such source, or no such path. */
  UNKNOWN_SOURCE(404, "There is no such resource."),
  /** The path takes POST only. */
  METHOD_NOT_ALLOWED(405, "Use POST."),
  /** The source does not take this content type or any content coding. */
  CONTENT_TYPE_REFUSED(415, "The content type or coding is not accepted."),
  /** The size of the body is not announced; a chunked one has none. */
  LENGTH_REQUIRED(411, "Announce the size of the body with Content-Length."),
  /** The body is larger than the source's limit. */
  BODY_TOO_LARGE(413, "The body is too large."),
  /** The body did not arrive in time. */
  BODY_TOO_SLOW(408, "The body did not arrive in time."),
  /** The body's framing is broken. */
  BODY_BROKEN(400, "The body could not be read."),
  /** The sender is not proven; nothing more is said. */
  UNAUTHENTICATED(401, "Unauthorized."),
  /** A header is there twice, is not printable ASCII, or is none of this version of HTTP. */
  HEADER_UNCLEAR(400, "A header is repeated, not printable ASCII, or not of this HTTP version."),
  /** The request has more headers than are looked at. */
  TOO_MANY_HEADERS(431, "There are too many headers."),
  /** The source sends more than its rate. */
  RATE_EXCEEDED(429, "The rate of this source is exceeded."),
  /** Too many requests are being answered. */
  BUSY(503, "Too many requests at this moment."),
  /** The broker did not acknowledge in time. */
  UNAVAILABLE(503, "The delivery could not be stored; send it again.");

  private final int status;
  private final String detail;

  Refusal(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One sentence for the sender. */
  public String detail() {
    return detail;
  }

  /** The word in problem documents, metrics and logs. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
