package io.sallyport.compose;

import java.util.Map;

/** A broker with mutual TLS and the authorizer, wherever it runs. */
interface Broker extends AutoCloseable {
  /** Client settings of a principal, whose certificate is issued at the first call. */
  Map<String, Object> client(String principal);

  @Override
  void close();
}
