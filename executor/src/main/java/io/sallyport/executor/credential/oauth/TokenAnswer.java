package io.sallyport.executor.credential.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Token;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the token endpoint answered (RFC 6749, section 5.1; RFC 8693, section 2.2.1). */
final class TokenAnswer {
  /** The type of the token that an exchange asks for. */
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private TokenAnswer() {}

  /**
   * What was asked for.
   *
   * @param scopes at most these
   * @param maxLifetime a token that lives longer is refused
   * @param exchange whether a token was exchanged
   */
  record Asked(Set<String> scopes, Duration maxLifetime, boolean exchange) {
    /** Copies the scopes; their order is kept. */
    public Asked {
      scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }
  }

  /** Refused for its form, whatever was issued in it. */
  static Grant refused(String rule, byte[] body) {
    return new Grant.Refused(
        rule, StrictJson.read(body).map(TokenAnswer::issued).orElse(List.of()));
  }

  private static List<Token> issued(ObjectNode json) {
    return Stream.of("access_token", "refresh_token")
        .filter(kind -> json.path(kind).isTextual())
        .map(kind -> new Token(json.path(kind).textValue(), kind))
        .toList();
  }

  /** Reads the body of an answer with status 200; members of other names count nothing. */
  static Grant read(byte[] body, Asked asked) {
    Optional<ObjectNode> json = StrictJson.read(body);
    if (json.isEmpty()) {
      return Grant.refused("the token endpoint answered something else than one JSON object");
    }
    List<Token> issued = issued(json.get());
    try {
      Set<String> scopes = scopes(Fields.of(json.get()), asked);
      return new Grant.Granted(issued.getFirst(), String.join(" ", scopes));
    } catch (Unfit e) {
      return new Grant.Refused(e.rule, issued);
    } catch (Fields.Mismatch e) {
      return new Grant.Refused("the token endpoint's answer: " + e.getMessage(), issued);
    }
  }

  /** The answer breaks a rule. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    Unfit(String rule) {
      super(rule);
      this.rule = rule;
    }
  }

  /** The scopes that were granted. */
  private static Set<String> scopes(Fields answer, Asked asked) throws Fields.Mismatch, Unfit {
    String token = answer.text("access_token");
    check(Token.canBe(token), "the token is no b64token");
    check(answer.text("token_type").equalsIgnoreCase("Bearer"), "token_type is not Bearer");
    check(!answer.has("refresh_token"), "it came with a refresh token, which outlives a lease");
    check(
        !asked.exchange() || answer.text("issued_token_type").equals(ACCESS_TOKEN),
        "issued_token_type is not access_token");
    long seconds = answer.integer("expires_in");
    check(
        seconds > 0 && seconds <= asked.maxLifetime().toSeconds(),
        "expires_in is not between 1 and maxLifetime; let the server issue shorter tokens");
    return scopes(answer.optionalText("scope"), asked);
  }

  /** Left out, it is what was asked for (RFC 6749, section 5.1). */
  private static Set<String> scopes(Optional<String> granted, Asked asked) throws Unfit {
    if (granted.isEmpty()) {
      return asked.scopes();
    }
    Set<String> scopes = new LinkedHashSet<>(List.of(granted.get().split(" ", -1)));
    check(
        asked.scopes().containsAll(scopes),
        "the granted scope is wider than what was asked for; narrow the client's scopes");
    return scopes;
  }

  private static void check(boolean holds, String rule) throws Unfit {
    if (!holds) {
      throw new Unfit("the token endpoint's answer: " + rule);
    }
  }
}
