package io.sallyport.executor.postgres;

/**
 * Who asks a server for a session.
 *
 * @param user a role
 * @param password its password
 */
public record Login(String user, String password) {
  /** Never the password. */
  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
