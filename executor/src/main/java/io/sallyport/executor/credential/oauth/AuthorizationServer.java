package io.sallyport.executor.credential.oauth;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Token;
import io.sallyport.executor.credential.token.TokenIssuer;
import io.sallyport.executor.target.CappedBody;
import io.sallyport.executor.target.OneRequest;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * The two endpoints of an authorization server, each asked by one request on a connection of its
 * own, without redirects. Safe for any thread, blocking.
 */
public final class AuthorizationServer implements TokenIssuer {
  private static final int OK = 200;
  private static final String JSON = "application/json";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  /** RFC 6749, section 5.2, and RFC 8707: the words that a log may repeat. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope",
          "invalid_target");

  private final OauthSpec spec;
  private final OneRequest tokens;
  private final OneRequest revocations;

  /** The server of {@code spec}; from now on its names are guarded in this JVM. */
  public AuthorizationServer(OauthSpec spec) {
    Duration connecting = spec.limits().timeout().dividedBy(2);
    this.spec = spec;
    this.tokens = OneRequest.to(spec.token().target(), spec.addresses(), connecting);
    this.revocations = OneRequest.to(spec.revocation().target(), spec.addresses(), connecting);
  }

  /** What it is asked for. */
  public OauthSpec spec() {
    return spec;
  }

  @Override
  public List<String> fields() {
    return spec.grant().scopes().fields();
  }

  @Override
  public Duration timeout() {
    return spec.limits().timeout();
  }

  @Override
  public Optional<Request> narrow(GenericRecord fields) {
    return spec.grant().scopes().fill(fields).map(scopes -> time -> grant(scopes, time));
  }

  /** Asks once for a token of these scopes. */
  private Grant grant(Set<String> scopes, Duration time) {
    if (time.toMillis() <= 0) {
      return Grant.refused("no time is left to ask for a token");
    }
    OauthSpec.Grant grant = spec.grant();
    try {
      Map<String, String> form = form(grant, String.join(" ", scopes));
      HttpResponse<Optional<byte[]>> answer =
          tokens.send(request(spec.token(), form), this::body, time);
      return read(
          answer,
          new TokenAnswer.Asked(scopes, spec.limits().maxLifetime(), grant.subject().isPresent()));
    } catch (SecretFile.Unfit e) {
      return Grant.refused("a file of the credential " + e.rule());
    } catch (ExecutionException e) {
      return Grant.refused("the token endpoint could not be reached, or broke off");
    } catch (TimeoutException e) {
      return Grant.refused("the token endpoint did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Grant.refused("interrupted");
    }
  }

  private static Map<String, String> form(OauthSpec.Grant grant, String scope)
      throws SecretFile.Unfit {
    Map<String, String> form = new LinkedHashMap<>();
    if (grant.subject().isPresent()) {
      OauthSpec.Subject subject = grant.subject().get();
      byte[] token = subject.token().token();
      form.put("grant_type", EXCHANGE);
      form.put("subject_token", new String(token, StandardCharsets.US_ASCII));
      form.put("subject_token_type", subject.type().urn());
      form.put("requested_token_type", TokenAnswer.ACCESS_TOKEN);
      Arrays.fill(token, (byte) 0);
    } else {
      form.put("grant_type", "client_credentials");
    }
    form.put("scope", scope);
    grant.audience().ifPresent(audience -> form.put("audience", audience));
    grant.resource().ifPresent(resource -> form.put("resource", resource));
    return form;
  }

  private static Grant read(HttpResponse<Optional<byte[]>> answer, TokenAnswer.Asked asked) {
    if (answer.body().isEmpty()) {
      return Grant.refused("the token endpoint's answer is larger than maxResponse");
    }
    byte[] body = answer.body().get();
    try {
      if (answer.statusCode() != OK) {
        String rule = "the token endpoint answered " + answer.statusCode() + error(body);
        boolean issues = answer.statusCode() / 100 == OK / 100;
        return issues ? TokenAnswer.refused(rule, body) : Grant.refused(rule);
      }
      String type = answer.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
      return type.strip().equalsIgnoreCase(JSON)
          ? TokenAnswer.read(body, asked)
          : TokenAnswer.refused("the token endpoint's answer is not application/json", body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static String error(byte[] body) {
    return StrictJson.read(body)
        .map(json -> json.path("error").asText())
        .filter(ERRORS::contains)
        .map(error -> ", " + error)
        .orElse("");
  }

  /** RFC 7009, section 2. */
  @Override
  public boolean revoke(Token token, Duration time) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", token.text());
    form.put("token_type_hint", token.kind());
    try {
      return revocations.send(request(spec.revocation(), form), this::body, time).statusCode()
          == OK;
    } catch (SecretFile.Unfit | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CappedBody<byte[]> body() {
    return CappedBody.bytes(spec.limits().maxResponse().bytes());
  }

  private HttpRequest request(Endpoint endpoint, Map<String, String> form) throws SecretFile.Unfit {
    ClientAuthentication.Proof proof = spec.client().prove();
    Map<String, String> all = new LinkedHashMap<>(form);
    all.putAll(proof.fields());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.uri())
            .header("Accept", JSON)
            .header("Connection", "close")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "sallyport-executor");
    proof.authorization().ifPresent(header -> request.header("Authorization", header));
    return request.POST(BodyPublishers.ofString(encode(all))).build();
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return spec.token().uri().toString();
  }
}
