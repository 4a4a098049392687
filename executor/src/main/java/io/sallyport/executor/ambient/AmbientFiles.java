package io.sallyport.executor.ambient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files in which credentials are known to lie, by the manuals of those who read them. */
final class AmbientFiles {
  private static final List<String> OF_SYSTEM =
      List.of(
          "etc/krb5.keytab",
          "etc/shadow",
          "var/run/secrets/azure/tokens/azure-identity-token",
          "var/run/secrets/eks.amazonaws.com/serviceaccount/token",
          "var/run/secrets/kubernetes.io/serviceaccount/token",
          "var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token");

  private static final List<String> OF_USER =
      List.of(
          ".aws/credentials",
          ".azure/msal_token_cache.bin",
          ".azure/msal_token_cache.json",
          ".config/gcloud/application_default_credentials.json",
          ".config/gcloud/credentials.db",
          ".config/gh/hosts.yml",
          ".config/git/credentials",
          ".docker/config.json",
          ".git-credentials",
          ".kube/config",
          ".my.cnf",
          ".netrc",
          ".pgpass",
          ".pypirc",
          ".ssh/id_dsa",
          ".ssh/id_ecdsa",
          ".ssh/id_ecdsa_sk",
          ".ssh/id_ed25519",
          ".ssh/id_ed25519_sk",
          ".ssh/id_rsa",
          ".terraform.d/credentials.tfrc.json",
          ".vault-token");

  private AmbientFiles() {}

  /** Those that this process can read. */
  static List<String> in(Path root, Path home) {
    return Stream.concat(OF_SYSTEM.stream().map(root::resolve), OF_USER.stream().map(home::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
        .map(Path::toString)
        .distinct()
        .toList();
  }
}
