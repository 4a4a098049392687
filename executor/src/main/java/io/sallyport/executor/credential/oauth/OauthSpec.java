package io.sallyport.executor.credential.oauth;

import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.ScopeTemplates;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.Optional;

/**
 * What a Credential document says about its authorization server.
 *
 * @param token the token endpoint
 * @param revocation the revocation endpoint (RFC 7009)
 * @param client how this client proves itself to both
 * @param grant what it asks for
 * @param limits how long and how large
 * @param addresses which addresses both endpoints may have
 */
public record OauthSpec(
    Endpoint token,
    Endpoint revocation,
    ClientAuthentication client,
    Grant grant,
    Limits limits,
    AddressRule addresses) {

  /**
   * What is asked for, for each action.
   *
   * @param access what the server lets these scopes do, by the word of whoever wrote the document
   * @param scopes filled from the action's fields
   * @param audience for whom, as RFC 8693 or the server has it
   * @param resource for whom, RFC 8707
   * @param subject the token to exchange (RFC 8693); without it the grant is the client's own
   */
  public record Grant(
      Access access,
      ScopeTemplates scopes,
      Optional<String> audience,
      Optional<String> resource,
      Optional<Subject> subject) {}

  /** What the scopes allow; which words those are, only the server knows. */
  public enum Access {
    /** They change nothing. */
    READ,
    /** They may change something. */
    WRITE
  }

  /**
   * On whose behalf a token is asked for.
   *
   * @param token the subject token
   * @param type what it is
   */
  public record Subject(SecretFile token, SubjectType type) {}

  /** The types of subject tokens (RFC 8693, section 3). */
  public enum SubjectType {
    /** An access token of this server. */
    ACCESS_TOKEN("access_token"),
    /** An ID token. */
    ID_TOKEN("id_token"),
    /** Any JWT, for example of a workload's platform. */
    JWT("jwt");

    private final String word;

    SubjectType(String word) {
      this.word = word;
    }

    String urn() {
      return "urn:ietf:params:oauth:token-type:" + word;
    }
  }

  /**
   * How long and how large.
   *
   * @param timeout of one request to an endpoint, from connecting to its answer's last byte
   * @param maxLifetime a token that lives longer is refused
   * @param maxResponse a longer answer is refused
   */
  public record Limits(Duration timeout, Duration maxLifetime, ByteCount maxResponse) {}
}
