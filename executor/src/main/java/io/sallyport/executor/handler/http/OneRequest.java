package io.sallyport.executor.handler.http;

/**
 * The JDK client's settings that make one call one request; they are read when its classes load, so
 * they are settled before the first client is built.
 */
final class OneRequest {
  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    System.setProperty("jdk.httpclient.auth.retrylimit", "0");
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
    System.setProperty("jdk.httpclient.keepalive.timeout", "0");
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private OneRequest() {}

  /** Does its work by being initialised. */
  static void settle() {}
}
