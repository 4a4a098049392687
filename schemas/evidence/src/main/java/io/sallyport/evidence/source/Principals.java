package io.sallyport.evidence.source;

import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.source.Scheme.Preset;
import java.util.Optional;

/**
 * Whom deliveries of a source can come from: its agents where agents sign, else the source. Which
 * agents there are is for the keys of each installation to say, so of a name the form is known.
 */
public final class Principals {
  static final String AGENT = "agent:";

  private Principals() {}

  /** The agent of that name. */
  public static String agent(String name) {
    return AGENT + name;
  }

  /** What is wrong with {@code principal} for deliveries of {@code source}, if anything. */
  public static Optional<String> problem(SourceSpec source, String principal) {
    return source.scheme().preset() == Preset.JWS_DETACHED
        ? agentProblem(principal)
        : sourceProblem(source, principal);
  }

  private static Optional<String> agentProblem(String principal) {
    boolean isPrefixed = principal.startsWith(AGENT);
    if (isPrefixed && AgentKeys.isName(principal.substring(AGENT.length()))) {
      return Optional.empty();
    }
    String name = principal.substring(principal.lastIndexOf(':') + 1);
    String rule = "deliveries of this source come from agent:<name>, the name as in an agent's key";
    return Optional.of(AgentKeys.isName(name) ? rule + meant(AGENT + name) : rule);
  }

  private static Optional<String> sourceProblem(SourceSpec source, String principal) {
    return principal.equals(source.principal())
        ? Optional.empty()
        : Optional.of("no agent signs for this source" + meant(source.principal()));
  }

  private static String meant(String principal) {
    return "; did you mean '" + principal + "'?";
  }
}
