package io.sallyport.quickstart.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker asks for certificates, obeys its ACLs and keeps its data over a restart. */
class EmbeddedBrokerIT {
  private static final String OPEN = "open";
  private static final String CLOSED = "closed";

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startsWithTwoTopics() throws ExecutionException, InterruptedException {
    broker = EmbeddedBroker.start(directory);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.createTopics(List.of(topic(OPEN), topic(CLOSED))).all().get();
      admin.createAcls(List.of(allow("ingest", OPEN, AclOperation.WRITE))).all().get();
    }
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @Test
  void acceptsAPrincipalWithAnAcl() throws ExecutionException, InterruptedException {
    long offset = send("ingest", OPEN);

    assertThat(offset).isNotNegative();
  }

  @Test
  void refusesAPrincipalWithoutAcl() {
    assertThatThrownBy(() -> send("ingest", CLOSED))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> send("validator", OPEN))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void createsNoTopicByItself() {
    assertThatThrownBy(() -> send("admin", "absent"))
        .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  void refusesACertificateOfAnotherAuthority(@TempDir Path other) {
    Pki.openOrCreate(other.resolve("ca")).issue("admin", other.resolve("tls"));
    var properties = new HashMap<>(broker.clientProperties("admin"));
    properties.put("ssl.keystore.location", other.resolve("tls/client.pem").toString());

    assertThatThrownBy(() -> describeCluster(properties))
        .hasRootCauseInstanceOf(javax.net.ssl.SSLException.class)
        .hasStackTraceContaining(SslAuthenticationException.class.getName());
  }

  @Test
  void refusesAClientWithoutCertificate() {
    var properties = new HashMap<>(broker.clientProperties("admin"));
    properties.remove("ssl.keystore.type");
    properties.remove("ssl.keystore.location");

    assertThatThrownBy(() -> describeCluster(properties))
        .hasStackTraceContaining(SslAuthenticationException.class.getName());
  }

  @Test
  void refusesAPrincipalAtTheController() {
    var properties = new HashMap<>(broker.clientProperties("ingest"));
    properties.remove("bootstrap.servers");
    properties.put("bootstrap.controllers", broker.controller());

    assertThatThrownBy(
            () -> {
              try (Admin admin = Admin.create(properties)) {
                admin.describeMetadataQuorum().quorumInfo().get();
              }
            })
        .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
  }

  @Test
  void keepsRecordsAndIdentityOverARestart() throws ExecutionException, InterruptedException {
    long offset = send("ingest", OPEN);

    broker.restart();

    assertThat(describeCluster(broker.clientProperties("admin"))).isEqualTo(broker.clusterId());
    assertThat(endOffset(OPEN)).isGreaterThan(offset);
    assertThat(send("ingest", OPEN)).isGreaterThan(offset);
  }

  private static long send(String principal, String topic)
      throws ExecutionException, InterruptedException {
    var properties = new HashMap<>(broker.clientProperties(principal));
    properties.put("max.block.ms", "3000");
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var value = "value".getBytes(US_ASCII);
      return producer.send(new ProducerRecord<byte[], byte[]>(topic, value)).get().offset();
    }
  }

  private static long endOffset(String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            broker.clientProperties("admin"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topic, 0);
      var ends = consumer.endOffsets(List.of(partition), Duration.ofSeconds(10));
      return ends.getOrDefault(partition, -1L);
    }
  }

  private static String describeCluster(Map<String, Object> properties)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(properties)) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1);
  }

  private static AclBinding allow(String principal, String topic, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
  }
}
