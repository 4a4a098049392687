package io.sallyport.executor.credential.github;

import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.ScopeTemplates;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.List;

/**
 * What a Credential document says about a GitHub App.
 *
 * @param api where its installation lies
 * @param app how it proves itself
 * @param grant what is asked for, for each action
 * @param limits how long and how large
 */
public record GithubSpec(Api api, AppIdentity app, Grant grant, Limits limits) {

  /**
   * GitHub's API, or that of an Enterprise Server, for one installation.
   *
   * @param tokens where installation tokens are made
   * @param revocation where a token revokes itself
   * @param addresses which addresses the API may have
   */
  public record Api(Endpoint tokens, Endpoint revocation, AddressRule addresses) {
    /**
     * The API at {@code base}, {@code https://api.github.com}; throws with what is wrong.
     *
     * @param installation its id
     */
    public static Api of(String base, long installation, AddressRule addresses) {
      if (base.endsWith("/")) {
        throw new IllegalArgumentException("api is a URL without a slash at its end");
      }
      String tokens = base + "/app/installations/" + installation + "/access_tokens";
      return new Api(
          Endpoint.parse(tokens, addresses),
          Endpoint.parse(base + "/installation/token", addresses),
          addresses);
    }

    /** The one origin that its tokens are for. */
    public String origin() {
      return tokens.target().origin();
    }
  }

  /**
   * What is asked for, for each action: one repository of one owner.
   *
   * @param owner a user or an organization
   * @param repository one template, filled from the action's fields
   * @param permissions what the token may do there
   */
  public record Grant(String owner, ScopeTemplates repository, Permissions permissions) {
    /** Refuses what no account can be called. */
    public Grant {
      if (!Repository.isOwner(owner)) {
        throw new IllegalArgumentException("owner is no name of a user or an organization");
      }
    }

    /** A grant whose repository is made by this template. */
    public static Grant of(String owner, String repository, Permissions permissions) {
      return new Grant(owner, ScopeTemplates.parse(List.of(repository)), permissions);
    }
  }

  /**
   * How long and how large.
   *
   * @param timeout of one request, from connecting to its answer's last byte
   * @param maxLifetime a token that lives longer is refused
   * @param maxResponse a longer answer is refused
   */
  public record Limits(Duration timeout, Duration maxLifetime, ByteCount maxResponse) {}
}
