package io.sallyport.contract.approval;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose verdicts count, and in which groups; safe for any thread. */
public final class Approvers {
  private final List<Person> persons;
  private final Map<String, Set<String>> groups;
  private final Set<Digest> continued;
  private final Map<String, Person> personByKey = new HashMap<>();
  private final JwsVerifier verifier;

  /** What a text came to. */
  public sealed interface Read {
    /** It is that person's verdict, on whatever statement. */
    record Signed(Verdict verdict, Person person) implements Read {}

    /** It is nobody's, and why. */
    record Refused(Code code) implements Read {}
  }

  /**
   * These persons, and their ids by group; throws {@link IllegalArgumentException} when a key is
   * two persons', or a member is nobody.
   */
  public Approvers(List<Person> persons, Map<String, Set<String>> groups) {
    this(persons, groups, Set.of());
  }

  Approvers(List<Person> persons, Map<String, Set<String>> groups, Set<Digest> continued) {
    this.persons = List.copyOf(persons);
    this.continued = Set.copyOf(continued);
    this.groups =
        groups.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
    List<PinnedKey> keys = new ArrayList<>();
    for (Person person : persons) {
      for (Jwk key : person.keys()) {
        if (personByKey.put(key.thumbprint(), person) != null) {
          throw new IllegalArgumentException("approvers: a key is there twice");
        }
        keys.add(PinnedKey.active(key, Typ.APPROVAL, Set.of()));
      }
    }
    Set<String> ids = persons.stream().map(Person::id).collect(Collectors.toSet());
    if (ids.size() != persons.size() || !this.groups.values().stream().allMatch(ids::containsAll)) {
      throw new IllegalArgumentException("approvers: a person is there twice, or a member nobody");
    }
    this.verifier = new JwsVerifier(keys, Typ.APPROVAL, "", VerdictCodec.MAX_SIZE);
  }

  /** Nobody. */
  public static Approvers none() {
    return new Approvers(List.of(), Map.of());
  }

  /** All of them. */
  public List<Person> persons() {
    return persons;
  }

  /** The ids of a group's members; none where there is no such group. */
  public Set<String> members(String group) {
    return groups.getOrDefault(group, Set.of());
  }

  /** Whether what waits since that bundle of a validator goes on under the one of this list. */
  public boolean isContinued(Digest bundle) {
    return continued.contains(bundle);
  }

  /** Why that many persons of that group can never approve; empty when they can. */
  public Optional<String> shortfall(String group, int threshold) {
    Optional<Integer> members = Optional.ofNullable(groups.get(group)).map(Set::size);
    return shortfall(group, threshold, members);
  }

  /**
   * The same of a group that has so many members.
   *
   * @param members none where there is no such group
   */
  public static Optional<String> shortfall(String group, int threshold, Optional<Integer> members) {
    if (members.isEmpty()) {
      return Optional.of(
          "approval: no Approvers document has the group %s; write groups: {%s: [<%d persons>]}"
                  .formatted(group, group, threshold)
              + " into the one of this bundle, and who they are");
    }
    return members.get() < threshold
        ? Optional.of(
            "approval: threshold %d, but %s has %d members"
                .formatted(threshold, group, members.get()))
        : Optional.empty();
  }

  /** Whose verdict a text is, at {@code now}. */
  public Read read(String jws, Instant now) {
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Refused(Code code) ->
          new Read.Refused(
              code == Code.KEY_UNKNOWN ? Code.APPROVER_UNKNOWN : Code.APPROVAL_INVALID);
      case JwsVerifier.Result.Verified verified -> {
        Person person = Objects.requireNonNull(personByKey.get(verified.keyId()));
        yield VerdictCodec.parse(verified.payload())
            .filter(verdict -> verdict.person().equals(person.id()))
            .<Read>map(verdict -> new Read.Signed(verdict, person))
            .orElseGet(() -> new Read.Refused(Code.APPROVAL_INVALID));
      }
    };
  }
}
