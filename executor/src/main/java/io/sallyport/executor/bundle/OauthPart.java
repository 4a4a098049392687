package io.sallyport.executor.bundle;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.oauth.AuthorizationServer;
import io.sallyport.executor.credential.oauth.ClientAuthentication;
import io.sallyport.executor.credential.oauth.OauthSpec;
import io.sallyport.executor.credential.token.Endpoint;
import io.sallyport.executor.credential.token.ScopeTemplates;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The part {@code oauth2} of a Credential document. */
final class OauthPart {
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,200}");
  private static final int MAX_RESOURCE = 1000;

  private OauthPart() {}

  /** Reads the part and looks whether its files can be used. */
  static Credential read(ConfigNode oauth, LeaseLimit limit, Roots roots) {
    AddressRule addresses = HttpPart.addresses(oauth);
    OauthSpec spec =
        new OauthSpec(
            Endpoint.parse(oauth.text("tokenEndpoint"), addresses),
            Endpoint.parse(oauth.text("revocationEndpoint"), addresses),
            client(oauth, roots),
            grant(oauth, roots),
            limits(oauth),
            addresses);
    return new TokenCredential(new AuthorizationServer(spec), limit);
  }

  /** Why {@code credential} is not for actions of that type, if so. */
  static Optional<String> mismatch(Optional<ActionType> type, Credential credential) {
    if (type.isEmpty()
        || !(credential instanceof TokenCredential tokens)
        || !(tokens.issuer() instanceof AuthorizationServer server)) {
      return Optional.empty();
    }
    boolean reads = type.get().effect() == Effect.READ;
    return reads == (server.spec().grant().access() == OauthSpec.Access.READ)
        ? Optional.empty()
        : Optional.of(
            "the credential's access must be "
                + (reads ? "read, with scopes that change nothing" : "write")
                + ", as the type's effect says");
  }

  private static ClientAuthentication client(ConfigNode oauth, Roots roots) {
    String clientId = printable(oauth, "clientId", oauth.text("clientId"));
    boolean basic = oauth.keys().contains("clientSecretFile");
    if (basic == oauth.keys().contains("privateKeyFile")) {
      oauth.problem("clientId", "give it either clientSecretFile or privateKeyFile");
    }
    String file = basic ? "clientSecretFile" : "privateKeyFile";
    SecretFile secret = new SecretFile(oauth.path(file));
    ClientAuthentication client =
        basic ? new ClientAuthentication.Basic(clientId, secret) : key(oauth, clientId, secret);
    roots.check(oauth, file, secret, client::problem);
    return client;
  }

  private static ClientAuthentication key(ConfigNode oauth, String clientId, SecretFile secret) {
    Optional<String> keyId =
        oauth.optionalText("keyId").map(text -> printable(oauth, "keyId", text));
    String audience = oauth.text("assertionAudience", oauth.text("tokenEndpoint"));
    return new ClientAuthentication.PrivateKey(
        clientId, secret, keyId, audience, InstantSource.system());
  }

  private static OauthSpec.Grant grant(ConfigNode oauth, Roots roots) {
    return new OauthSpec.Grant(
        oauth.choice("access", OauthSpec.Access.class),
        ScopeTemplates.parse(oauth.texts("scopes")),
        oauth.optionalText("audience").map(text -> printable(oauth, "audience", text)),
        oauth.optionalText("resource").map(text -> resource(oauth, text)),
        oauth.optionalChild("exchange").map(exchange -> subject(exchange, roots)));
  }

  private static OauthSpec.Subject subject(ConfigNode exchange, Roots roots) {
    SecretFile token = new SecretFile(exchange.path("subjectTokenFile"));
    roots.check(exchange, "subjectTokenFile", token, token::problem);
    return new OauthSpec.Subject(
        token,
        exchange.choice(
            "subjectTokenType", OauthSpec.SubjectType.class, OauthSpec.SubjectType.JWT));
  }

  private static OauthSpec.Limits limits(ConfigNode oauth) {
    Duration second = Duration.ofSeconds(1);
    return new OauthSpec.Limits(
        oauth.duration("timeout", Duration.ofSeconds(5), second, Duration.ofSeconds(10)),
        oauth.duration("maxLifetime", Duration.ofMinutes(5), second, Duration.ofHours(1)),
        oauth.size("maxResponse", ByteCount.ofKib(64), ByteCount.ofKib(1), ByteCount.ofMib(1)));
  }

  private static String printable(ConfigNode oauth, String key, String text) {
    if (!PRINTABLE.matches(text)) {
      oauth.problem(key, "must be 1 to 200 characters of printable ASCII");
    }
    return text;
  }

  /** RFC 8707, section 2: an absolute URI without a fragment. */
  private static String resource(ConfigNode oauth, String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute() && uri.getRawFragment() == null && text.length() <= MAX_RESOURCE) {
        return text;
      }
    } catch (URISyntaxException e) {
      // The problem that is noted below says all there is to say.
    }
    oauth.problem("resource", "must be an absolute URI without a fragment");
    return text;
  }
}
