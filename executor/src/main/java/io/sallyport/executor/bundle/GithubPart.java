package io.sallyport.executor.bundle;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.github.AppIdentity;
import io.sallyport.executor.credential.github.GithubSpec;
import io.sallyport.executor.credential.github.Installation;
import io.sallyport.executor.credential.github.Permissions;
import io.sallyport.executor.credential.github.Permissions.Level;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.executor.handler.http.HttpSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The part {@code githubApp} of a Credential document. */
final class GithubPart {
  private static final String GITHUB = "https://api.github.com";
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private GithubPart() {}

  /** Reads the part and looks whether its key file can be used. */
  static Credential read(ConfigNode github, LeaseLimit limit, Roots roots) {
    GithubSpec spec =
        new GithubSpec(
            GithubSpec.Api.of(
                github.text("api", GITHUB),
                github.integer("installation", 1, Long.MAX_VALUE),
                HttpPart.addresses(github)),
            app(github, roots),
            GithubSpec.Grant.of(
                github.text("owner"), github.text("repository"), permissions(github)),
            limits(github));
    return new TokenCredential(new Installation(spec), limit);
  }

  private static AppIdentity app(ConfigNode github, Roots roots) {
    String clientId = github.text("clientId");
    if (!CLIENT.matches(clientId)) {
      github.problem("clientId", "must be the app's client id, or its app id");
    }
    SecretFile key = new SecretFile(github.path("privateKeyFile"));
    AppIdentity app = new AppIdentity(clientId, key, InstantSource.system());
    roots.check(github, "privateKeyFile", key, app::problem);
    return app;
  }

  private static Permissions permissions(ConfigNode github) {
    Map<String, Level> levels = new LinkedHashMap<>();
    github
        .textMap("permissions")
        .forEach((name, word) -> {
          Optional<Level> level = Level.of(word);
          if (level.isEmpty()) {
            github.problem("permissions", "each is read, write or admin");
          }
          levels.put(name, level.orElse(Level.READ));
        });
    return new Permissions(levels);
  }

  private static GithubSpec.Limits limits(ConfigNode github) {
    Duration second = Duration.ofSeconds(1);
    return new GithubSpec.Limits(
        github.duration("timeout", Duration.ofSeconds(5), second, Duration.ofSeconds(10)),
        github.duration("maxLifetime", Duration.ofMinutes(65), second, Duration.ofHours(2)),
        github.size("maxResponse", ByteCount.ofKib(64), ByteCount.ofKib(1), ByteCount.ofMib(1)));
  }

  /** Why {@code credential} is not for a handler of that kind and type, if so. */
  static Optional<String> mismatch(
      HandlerDocument.Kind kind, Optional<ActionType> type, Credential credential) {
    if (!(credential instanceof TokenCredential tokens)
        || !(tokens.issuer() instanceof Installation installation)) {
      return Optional.empty();
    }
    GithubSpec spec = installation.spec();
    if (!(kind instanceof HandlerDocument.Kind.Http(HttpSpec http))
        || !http.target().origin().equals(spec.api().origin())) {
      return Optional.of("the credential's tokens are for " + spec.api().origin() + " only");
    }
    boolean reads = type.filter(known -> known.effect() == Effect.READ).isPresent();
    return reads && !spec.grant().permissions().readsOnly()
        ? Optional.of("the credential's permissions must all be read, as the type's effect says")
        : Optional.empty();
  }
}
