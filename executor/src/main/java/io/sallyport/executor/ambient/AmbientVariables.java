package io.sallyport.executor.ambient;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Credentials that a process inherits through its environment without asking for them. In strict
 * mode the executor refuses to start when there are any: authority comes from its bundle only.
 */
public final class AmbientVariables {
  private static final Set<String> NAMES =
      Set.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "AWS_SHARED_CREDENTIALS_FILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AZURE_CLIENT_SECRET",
          "AZURE_CLIENT_CERTIFICATE_PATH",
          "AZURE_FEDERATED_TOKEN_FILE",
          "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
          "DOCKER_AUTH_CONFIG",
          "GIT_ASKPASS",
          "GOOGLE_APPLICATION_CREDENTIALS",
          "KRB5CCNAME",
          "KUBECONFIG",
          "NETRC",
          "PGPASSFILE",
          "SSH_AGENT_PID",
          "SSH_ASKPASS",
          "SSH_AUTH_SOCK");

  private static final List<String> ENDINGS =
      List.of(
          "_TOKEN",
          "_TOKEN_FILE",
          "_PASSWORD",
          "_PASSWORD_FILE",
          "_PASSWD",
          "_PASSPHRASE",
          "_SECRET",
          "_SECRET_KEY",
          "_PRIVATE_KEY",
          "_ACCESS_KEY",
          "_API_KEY",
          "_APIKEY",
          "_PAT",
          "_CREDENTIALS");

  private static final Set<String> WHOLE = Set.of("TOKEN", "PASSWORD", "PGPASSWORD", "SECRET");

  private AmbientVariables() {}

  /** The names, in order, of the variables in {@code environment} that look like credentials. */
  public static List<String> in(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> !variable.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(AmbientVariables::looksLikeOne)
        .sorted()
        .toList();
  }

  private static boolean looksLikeOne(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return NAMES.contains(name)
        || WHOLE.contains(name)
        || ENDINGS.stream().anyMatch(name::endsWith);
  }
}
