package io.sallyport.evidence.form;

import io.sallyport.evidence.message.SignatureInput;
import io.sallyport.evidence.text.StrictText;
import io.sallyport.service.config.ConfigNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code scheme.message} of a Source document. */
public final class MessageReader {
  private static final int MAX_TAG = 64;
  private static final String METHOD = "@method";
  private static final Set<String> DERIVED =
      Set.of(METHOD, "@target-uri", "@authority", "@scheme", "@path", "@query", "@request-target");
  private static final Set<String> PLACE = Set.of("@authority", "@path");
  private static final Set<String> NEVER =
      Set.of(MessageForm.INPUT, MessageForm.SIGNATURE, "authorization", "cookie", "host");

  private MessageReader() {}

  /** What a sender's message signature covers; problems are noted. */
  public static MessageForm message(ConfigNode message) {
    List<String> components = message.texts("components");
    Optional<URI> target = message.optionalText("target").flatMap(text -> target(message, text));
    Optional<String> id = message.optionalText("id");
    Optional<String> tag = message.optionalText("tag");
    check(message, components);
    checkAddress(message, components, target, tag);
    if (id.isPresent() && !isId(id.get(), components)) {
      message.problem("id", "must be a header in components, and not one about the body");
    }
    if (tag.isPresent() && !isTag(tag.get())) {
      message.problem("tag", "must be 1 to 64 visible characters without a quote or backslash");
    }
    return new MessageForm(components, target, id, tag);
  }

  private static void checkAddress(
      ConfigNode message, List<String> components, Optional<URI> target, Optional<String> tag) {
    boolean isTargeted =
        components.stream().anyMatch(each -> DERIVED.contains(each) && !each.equals(METHOD));
    if (tag.isEmpty() && !isBound(components)) {
      message.problem(
          "components",
          "must contain @target-uri, or @authority and @path: else the signature is good for any"
              + " address; or name a tag that this source alone has");
    }
    if (isTargeted && target.isEmpty()) {
      message.problem(
          "target", "say which address the sender signs for, such as https://hooks.example/v1/...");
    }
  }

  private static boolean isBound(List<String> components) {
    return components.contains("@target-uri") || components.containsAll(PLACE);
  }

  private static void check(ConfigNode message, List<String> components) {
    Set<String> seen = new HashSet<>();
    for (String component : components) {
      problem(component).ifPresent(why -> message.problem("components", why));
      if (!seen.add(component)) {
        message.problem("components", "names a component twice");
      }
    }
    if (!seen.contains(MessageForm.DIGEST)) {
      message.problem(
          "components", "must contain content-digest: else the signature is over no body");
    }
    if (components.size() > SignatureInput.MAX_COMPONENTS) {
      message.problem("components", "at most " + SignatureInput.MAX_COMPONENTS);
    }
  }

  private static Optional<String> problem(String component) {
    if (NEVER.contains(component)) {
      return Optional.of("'" + component + "' cannot be covered here; cover @authority for host");
    }
    return MessageForm.isDerived(component)
        ? Optional.of(
                "knows of the request only "
                    + String.join(", ", DERIVED.stream().sorted().toList()))
            .filter(_ -> !DERIVED.contains(component))
        : HeaderName.problem(component);
  }

  private static Optional<URI> target(ConfigNode message, String text) {
    try {
      URI uri = new URI(text);
      if (isAddress(uri) && isPlain(uri) && text.chars().allMatch(c -> c > ' ' && c < 127)) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // as of any other text that is no address
    }
    message.problem(
        "target",
        "must be an address such as https://hooks.example/v1/..., the host in lower case");
    return Optional.empty();
  }

  private static boolean isAddress(URI uri) {
    return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawPath().startsWith("/");
  }

  private static boolean isPlain(URI uri) {
    String authority = uri.getRawAuthority();
    return uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && authority.equals(authority.toLowerCase(Locale.ROOT));
  }

  private static boolean isId(String id, List<String> components) {
    return components.contains(id) && !MessageForm.isDerived(id) && !id.startsWith("content-");
  }

  private static boolean isTag(String tag) {
    return StrictText.isVisible(tag, MAX_TAG) && tag.indexOf('"') < 0 && tag.indexOf('\\') < 0;
  }
}
