package io.sallyport.validator.session;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.validator.expression.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session as policies see it: what came before the action that they are asked about.
 *
 * @param id the session
 * @param until nothing that is allowed in it lasts longer
 * @param values of {@link #TYPE}
 */
public record SessionView(SessionId id, Instant until, Map<String, Object> values) {
  private static final MapType COUNTS = MapType.create(SimpleType.STRING, SimpleType.INT);

  /** What nobody has checked: its sender's word. Its name is no selection of anything. */
  public static final StructType CLAIMED =
      Scope.struct("claims of a session", Map.of("intent", SimpleType.STRING));

  /** What {@code session} has in policies. */
  public static final StructType TYPE = Scope.struct("session", types());

  /** Copies the values. */
  public SessionView {
    values = Map.copyOf(values);
  }

  private static Map<String, CelType> types() {
    return ImmutableMap.<String, CelType>builder()
        .put("started", SimpleType.TIMESTAMP)
        .put("actions", SimpleType.INT)
        .put("denied", SimpleType.INT)
        .put("pending", SimpleType.INT)
        .put("types", COUNTS)
        .put("effects", COUNTS)
        .put("outcomes", COUNTS)
        .put("targets", SimpleType.INT)
        .put("sameTarget", SimpleType.INT)
        .put("classification", SimpleType.STRING)
        .put("claimed", CLAIMED)
        .buildOrThrow();
  }

  /**
   * What is known of {@code session} to those who are asked about an action.
   *
   * @param cell that would perform it
   * @param target stands for the value of its ordering field
   */
  public static SessionView of(Session session, String cell, Digest target) {
    List<Entry.Decided> decided = session.decided();
    List<Entry.Decided> allowed = decided.stream().filter(Entry.Decided::isAllowed).toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("started", session.opened().claim().started());
    values.put("actions", (long) allowed.size());
    values.put("denied", (long) decided.size() - allowed.size());
    values.put("pending", (long) allowed.size() - session.told().size());
    values.put("types", counts(Stream.of(), allowed.stream().map(each -> each.action().type())));
    values.put(
        "effects",
        counts(
            Arrays.stream(Effect.values()).map(Effect::text),
            allowed.stream().map(each -> each.action().effect().text())));
    values.put(
        "outcomes",
        counts(
            Arrays.stream(Result.values()).map(Enum::name),
            session.told().stream().map(each -> each.result().name())));
    values.put("classification", highest(allowed).text());
    targets(allowed, new Target(cell, target), values);
    Optional<String> intent = session.opened().claim().intent();
    values.put("claimed", intent.map(text -> Map.of("intent", text)).orElse(Map.of()));
    return new SessionView(session.opened().id(), session.opened().until(), values);
  }

  /** Where an action lands. */
  private record Target(String cell, Digest value) {}

  private static void targets(
      List<Entry.Decided> allowed, Target here, Map<String, Object> values) {
    Set<Target> distinct = new HashSet<>();
    long same = 0;
    for (Entry.Decided each : allowed) {
      Target target = new Target(each.action().cell(), each.target());
      distinct.add(target);
      same += target.equals(here) ? 1 : 0;
    }
    values.put("targets", (long) distinct.size());
    values.put("sameTarget", same);
  }

  /** What is not known counts as the highest. */
  private static Classification highest(List<Entry.Decided> allowed) {
    return allowed.stream()
        .map(each -> each.action().classification().orElse(Classification.RESTRICTED))
        .max(Classification::compareTo)
        .orElse(Classification.PUBLIC);
  }

  private static Map<String, Long> counts(Stream<String> all, Stream<String> found) {
    Map<String, Long> counts = all.collect(Collectors.toMap(each -> each, _ -> 0L));
    found.forEach(each -> counts.merge(each, 1L, Long::sum));
    return counts;
  }
}
