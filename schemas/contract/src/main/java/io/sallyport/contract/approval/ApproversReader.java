package io.sallyport.contract.approval;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an Approvers document and notes everything that is wrong with it. Used once. */
public final class ApproversReader {
  /** The kind of the document. */
  public static final String KIND = "Approvers";

  /** The most persons. */
  public static final int MAX_PERSONS = 500;

  /** The most groups. */
  public static final int MAX_GROUPS = 64;

  /** The most bundles whose holds go on. */
  public static final int MAX_CONTINUED = 8;

  private final Map<String, String> personByKey = new HashMap<>();
  private final Map<String, String> personByIdentity = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private boolean faulty;

  private ApproversReader() {}

  /** Who the document says. */
  public static Approvers read(ConfigDocument document) {
    return document.finish(() -> new ApproversReader().read(document.spec()));
  }

  private Approvers read(ConfigNode spec) {
    List<ConfigNode> nodes = spec.children("persons");
    if (nodes.isEmpty() || nodes.size() > MAX_PERSONS) {
      fault(spec, "persons", "1 to " + MAX_PERSONS + " persons");
    }
    List<Person> persons = new ArrayList<>();
    nodes.forEach(node -> person(node).ifPresent(persons::add));
    Map<String, Set<String>> groups = groups(spec.child("groups"));
    Set<Digest> continued = continued(spec);
    return faulty ? Approvers.none() : new Approvers(persons, groups, continued);
  }

  private Set<Digest> continued(ConfigNode spec) {
    List<String> texts = spec.texts("continues");
    Set<Digest> digests =
        texts.stream().map(Digest::parse).flatMap(Optional::stream).collect(Collectors.toSet());
    if (digests.size() != texts.size()) {
      fault(spec, "continues", "digests of bundles, each once: sha256: and 64 digits");
    }
    if (texts.size() > MAX_CONTINUED) {
      fault(spec, "continues", "at most " + MAX_CONTINUED + " bundles");
    }
    return digests;
  }

  private Optional<Person> person(ConfigNode node) {
    String id = node.text("id");
    if (!Verdict.isPerson(id)) {
      fault(node, "id", "1 to 40 of a-z, 0-9 and '-'");
    }
    if (!ids.add(id)) {
      fault(node, "id", "another person has this id");
    }
    List<String> identities = identities(node, id);
    List<Jwk> keys = new ArrayList<>();
    node.children("keys").forEach(key -> inline(key).ifPresent(keys::add));
    node.paths("keyFiles").forEach(file -> inFile(node, file).ifPresent(keys::add));
    if (keys.isEmpty() || keys.size() > Person.MAX_KEYS) {
      fault(node, "keys", "1 to " + Person.MAX_KEYS + " keys, in keys and keyFiles");
    }
    for (Jwk key : keys) {
      if (personByKey.put(key.thumbprint(), id) != null) {
        fault(node, "keys", "a key is there twice; one key is one person's");
      }
    }
    return faulty ? Optional.empty() : Optional.of(new Person(id, identities, keys));
  }

  private List<String> identities(ConfigNode node, String id) {
    List<String> identities = node.texts("identities");
    if (identities.isEmpty() || identities.size() > Person.MAX_IDENTITIES) {
      fault(node, "identities", "1 to " + Person.MAX_IDENTITIES + " names of the person");
    }
    for (String identity : identities) {
      if (!Statement.isText(identity)) {
        fault(node, "identities", "1 to 256 visible ASCII characters each");
      }
      if (personByIdentity.put(identity.toLowerCase(Locale.ROOT), id) != null) {
        fault(node, "identities", "a name is there twice; one name is one person's");
      }
    }
    return identities;
  }

  private Optional<Jwk> inline(ConfigNode node) {
    String kind = node.text("kty") + " " + node.text("crv");
    if (!kind.equals("OKP Ed25519")) {
      fault(node, "kty", "must be OKP, and crv Ed25519 (RFC 8037)");
    }
    try {
      return Optional.of(new Jwk(Bytes.of(Base64.getUrlDecoder().decode(node.text("x")))));
    } catch (IllegalArgumentException e) {
      fault(node, "x", "must be the 32 bytes of an Ed25519 key, base64url");
      return Optional.empty();
    }
  }

  private Optional<Jwk> inFile(ConfigNode node, Path file) {
    try {
      return Optional.of(KeyFile.readPublic(file));
    } catch (KeyFile.Unusable e) {
      fault(node, "keyFiles", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Map<String, Set<String>> groups(ConfigNode node) {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (String group : node.keys()) {
      if (!Topics.NAME.matcher(group).matches()) {
        fault(node, group, "a group's name is 1 to 40 of a-z, 0-9 and '-'");
      }
      List<String> members = node.texts(group);
      if (members.isEmpty() || Set.copyOf(members).size() != members.size()) {
        fault(node, group, "must have members, each once");
      }
      members.stream()
          .filter(member -> !ids.contains(member))
          .forEach(member -> fault(node, group, member + " is none of the persons"));
      groups.put(group, Set.copyOf(members));
    }
    if (groups.size() > MAX_GROUPS) {
      fault(node, node.keys().getFirst(), "at most " + MAX_GROUPS + " groups");
    }
    return groups;
  }

  private void fault(ConfigNode node, String key, String message) {
    node.problem(key, message);
    faulty = true;
  }
}
