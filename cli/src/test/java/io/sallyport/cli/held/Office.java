package io.sallyport.cli.held;

import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.StatementCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Persons, a validator and a real broker, each with the rights that the manifest gives. */
record Office(EmbeddedBroker broker, HoldsOnStage stage, Persons persons) implements AutoCloseable {
  static Office open(Path directory, Topics topics) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, HoldsOnStage.CELL));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    ClientProperties.write(
        directory.resolve("client.properties"), broker.clientProperties("approver"));
    ClientProperties.write(
        directory.resolve("operator.properties"), broker.clientProperties("operator"));
    SigningKey receipts = SigningKey.generate();
    KeyFile.writePublic(directory.resolve("validator-receipt.jwk"), receipts.jwk());
    Persons persons = new Persons(directory, topics);
    persons.write();
    return new Office(broker, new HoldsOnStage(broker, topics, receipts), persons);
  }

  int approve(Screen screen, String person, Held held, String... more) {
    List<String> all = new ArrayList<>(List.of("approve", held.id().text(), "--digest", hex(held)));
    all.addAll(List.of(more));
    return persons.run(screen, person, all.toArray(String[]::new));
  }

  int deny(Screen screen, String person, Held held, String... more) {
    List<String> all = new ArrayList<>(List.of("deny", held.id().text(), "--reason", "no"));
    all.addAll(List.of(more));
    return persons.run(screen, person, all.toArray(String[]::new));
  }

  static Statement statement(Held held) {
    return held.statement(HoldsOnStage.ENVIRONMENT, HoldsOnStage.CELL).orElseThrow();
  }

  /** The digest as people type it. */
  static String hex(Held held) {
    return StatementCodec.digest(statement(held)).text().substring("sha256:".length());
  }

  @Override
  public void close() {
    stage.close();
    broker.close();
  }
}
