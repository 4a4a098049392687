package io.sallyport.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;

/** What Kafka's tools are told is the manifest. */
class KafkaToolsTest {
  private static final Manifest MANIFEST =
      Manifest.of(
          new ManifestSpec(
              new Topics("sallyport"),
              (short) 3,
              4,
              3,
              2,
              Map.of("pay", 5),
              Map.of("orders", 7),
              1 << 20),
          Map.of("pay", List.of("orders.commands")));
  private static final String CONNECTION =
      "--bootstrap-server \"$BOOTSTRAP\" --command-config \"$CONFIG\"";

  @Test
  void makesEachTopicAndItsSettings() {
    List<String> expected = new ArrayList<>();
    MANIFEST
        .topics()
        .forEach(topic -> {
          String settings = topic.config().toString().replace(" ", "");
          expected.add(
              "kafka-topics.sh %s --create --if-not-exists --topic %s --partitions %d"
                      .formatted(CONNECTION, topic.name(), topic.partitions())
                  + " --replication-factor "
                  + topic.replication());
          expected.add(
              "kafka-configs.sh %s --alter --entity-type topics --entity-name %s --add-config %s"
                  .formatted(
                      CONNECTION, topic.name(), settings.substring(1, settings.length() - 1)));
        });

    assertThat(KafkaTools.script(MANIFEST))
        .filteredOn(line -> line.startsWith("kafka-topics") || line.startsWith("kafka-configs"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void makesEachGrant() {
    List<Grant> grants =
        KafkaTools.script(MANIFEST).stream()
            .filter(line -> line.startsWith("kafka-acls.sh " + CONNECTION + " --add "))
            .map(KafkaToolsTest::grant)
            .toList();

    assertThat(grants).containsExactlyElementsOf(MANIFEST.grants());
  }

  /** Reads a command as Kafka's own tool does, which takes the words of {@link SecurityUtils}. */
  private static Grant grant(String line) {
    List<String> words = List.of(line.split(" ", -1));
    var operations = new TreeSet<AclOperation>();
    for (int at = 0; at < words.size(); at++) {
      if (words.get(at).equals("--operation")) {
        operations.add(SecurityUtils.operation(words.get(at + 1)));
      }
    }
    ResourceType type =
        words.contains("--topic")
            ? ResourceType.TOPIC
            : words.contains("--group") ? ResourceType.GROUP : ResourceType.TRANSACTIONAL_ID;
    String option = "--" + type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    boolean prefixed = words.contains("--resource-pattern-type");
    assertThat(after(words, "--allow-principal")).startsWith("User:");
    return new Grant(
        after(words, "--allow-principal").substring("User:".length()),
        type,
        prefixed ? PatternType.PREFIXED : PatternType.LITERAL,
        after(words, option),
        operations);
  }

  private static String after(List<String> words, String option) {
    return words.get(words.indexOf(option) + 1);
  }
}
