package io.sallyport.executor.credential.github;

import io.sallyport.contract.json.JsonWriter;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Token;
import io.sallyport.executor.credential.token.TokenIssuer;
import io.sallyport.executor.target.CappedBody;
import io.sallyport.executor.target.OneRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.generic.GenericRecord;

/**
 * One installation of a GitHub App, asked over the REST API by one request on a connection of its
 * own, without redirects. Safe for any thread, blocking.
 */
public final class Installation implements TokenIssuer {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final String JSON = "application/json";

  private final GithubSpec spec;
  private final OneRequest requests;
  private volatile Instant resume = Instant.MIN;

  /** The installation of {@code spec}; from now on the API's name is guarded in this JVM. */
  public Installation(GithubSpec spec) {
    Duration connecting = spec.limits().timeout().dividedBy(2);
    this.spec = spec;
    this.requests = OneRequest.to(spec.api().tokens().target(), spec.api().addresses(), connecting);
  }

  /** What its Credential document says. */
  public GithubSpec spec() {
    return spec;
  }

  @Override
  public List<String> fields() {
    return spec.grant().repository().fields();
  }

  @Override
  public Duration timeout() {
    return spec.limits().timeout();
  }

  @Override
  public Optional<Request> narrow(GenericRecord fields) {
    return spec.grant()
        .repository()
        .fill(fields)
        .flatMap(texts -> Repository.of(spec.grant().owner(), texts.iterator().next()))
        .map(repository -> time -> grant(repository, time));
  }

  private Grant grant(Repository repository, Duration time) {
    Instant now = spec.app().clock().instant();
    if (time.toMillis() <= 0) {
      return Grant.refused("no time is left to ask for a token");
    }
    if (now.isBefore(resume)) {
      return Grant.refused("GitHub's rate limit was reached; nothing is asked until it is over");
    }
    try {
      return read(requests.send(tokenRequest(repository), this::body, time), repository, now);
    } catch (SecretFile.Unfit e) {
      return Grant.refused("privateKeyFile " + e.rule());
    } catch (ExecutionException e) {
      return Grant.refused("GitHub could not be reached, or broke off");
    } catch (TimeoutException e) {
      return Grant.refused("GitHub did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Grant.refused("interrupted");
    }
  }

  private HttpRequest tokenRequest(Repository repository) throws SecretFile.Unfit {
    byte[] body =
        JsonWriter.write(json ->
            json.putTexts("repositories", List.of(repository.name()))
                .putObject("permissions", spec.grant().permissions()::write));
    return request(spec.api().tokens(), spec.app().token())
        .header("Content-Type", JSON)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static HttpRequest.Builder request(Endpoint endpoint, String bearer) {
    return HttpRequest.newBuilder(endpoint.uri())
        .header("Accept", "application/vnd.github+json")
        .header("Authorization", "Bearer " + bearer)
        .header("Connection", "close")
        .header("User-Agent", "sallyport-executor")
        .header("X-GitHub-Api-Version", "2022-11-28");
  }

  private Grant read(HttpResponse<Optional<byte[]>> answer, Repository repository, Instant asked) {
    if (answer.body().isEmpty()) {
      return Grant.refused("GitHub's answer is larger than maxResponse");
    }
    byte[] body = answer.body().get();
    try {
      if (answer.statusCode() != CREATED) {
        return refused(answer, body);
      }
      Instant latest = asked.plus(spec.limits().maxLifetime());
      Permissions permissions = spec.grant().permissions();
      return InstallationToken.read(
          body, new InstallationToken.Asked(repository, permissions, asked, latest));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private Grant refused(HttpResponse<?> answer, byte[] body) {
    int status = answer.statusCode();
    Instant now = spec.app().clock().instant();
    Optional<Instant> limited = RateLimit.until(status, answer.headers(), body, now);
    if (limited.isPresent()) {
      resume = limited.get();
      return Grant.refused(
          "GitHub's rate limit is reached (" + status + "); nothing is asked until it is over");
    }
    String rule = "GitHub answered " + status + hint(status);
    return status / 100 == CREATED / 100
        ? InstallationToken.refused(rule, body)
        : Grant.refused(rule);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 -> "; look at clientId, privateKeyFile and the clock";
      case 403 -> "; look whether the installation is suspended";
      case 404 -> "; look at api and installation";
      case 422 -> "; the installation lacks the repository, or a permission";
      default -> "";
    };
  }

  /** Asked with the token itself; only 204 says that it is revoked. */
  @Override
  public boolean revoke(Token token, Duration time) {
    HttpRequest request = request(spec.api().revocation(), token.text()).DELETE().build();
    try {
      return requests.send(request, this::body, time).statusCode() == NO_CONTENT;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CappedBody<byte[]> body() {
    return CappedBody.bytes(spec.limits().maxResponse().bytes());
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return spec.api().tokens().uri().toString();
  }
}
