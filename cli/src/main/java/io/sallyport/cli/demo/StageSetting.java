package io.sallyport.cli.demo;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.data.DataDirectory;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.revoke.RevocationTopic;
import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.People;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.stage.QuarantineReader;
import io.sallyport.cli.stage.Sender;
import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.stage.Target;
import io.sallyport.cli.stage.TopicReader;
import io.sallyport.cli.stage.TrustedTopic;
import io.sallyport.cli.stage.TwoApprovers;
import io.sallyport.cli.stage.TwoOperators;
import io.sallyport.cli.stage.Witness;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.Secret;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Sets the stage in a running stack. */
final class StageSetting {
  private StageSetting() {}

  static Stage set(DataDirectory data, Topics topics, Auditor auditor, RandomGenerator random) {
    Secret secret = Secret.read(data.senderSecret(Stage.SOURCE));
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    return new Stage(
        topics,
        new Sender(new IngestClient(), data.endpoints().ingest(), secret),
        new Witness(auditor),
        new QuarantineReader(new TopicReader(data.client("inspector")), topics.quarantine()),
        trusted(data, topics),
        new Target(http, data.endpoints().target()),
        new People(operators(data), approvers(data)),
        Push.of("push.json", random));
  }

  private static TwoOperators operators(DataDirectory data) {
    Path first = data.profile();
    return new TwoOperators(
        new RevocationTopic(Profile.read(first)),
        new RevocationTopic(Profile.read(first.resolveSibling("second.yaml"))));
  }

  private static TwoApprovers approvers(DataDirectory data) {
    Path first = data.approver();
    return new TwoApprovers(
        ApproverProfile.read(first),
        ApproverProfile.read(first.resolve("../../approver-2/profile.yaml").normalize()));
  }

  private static TrustedTopic trusted(DataDirectory data, Topics topics) {
    return new TrustedTopic(
        new TopicReader(data.role(Topics.executorPrincipal(Stage.CELL))),
        topics.trusted(Stage.CELL),
        data.role("validator"),
        data.role("ingest"),
        KeyFile.readPrivate(data.mandateKey()));
  }
}
