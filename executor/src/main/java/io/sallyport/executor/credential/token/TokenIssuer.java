package io.sallyport.executor.credential.token;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** Who grants tokens and takes them back; safe for any thread, blocking. */
public interface TokenIssuer {
  /** The fields of an action that narrow its token. */
  List<String> fields();

  /** What is asked for an action; empty when a value of it cannot narrow a token. */
  Optional<Request> narrow(GenericRecord fields);

  /** Asks once to take a token back, within {@code time}; whether it is useless now. */
  boolean revoke(Token token, Duration time);

  /** How long one request may take, from connecting to its answer's last byte. */
  Duration timeout();

  /** A request for one token. */
  interface Request {
    /** Sends it, once. */
    Grant send(Duration time);
  }
}
