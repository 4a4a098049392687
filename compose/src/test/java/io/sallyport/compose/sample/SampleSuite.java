package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sample from its sender to its target: what should happen happens once, with the executor's
 * credential; what must not leaves a receipt and nothing else.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleSuite {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  SampleSite site;
  Book book;

  SampleSuite(String name) {
    this.name = name;
  }

  /** Whoever sends has to enter before the processes start. */
  @BeforeAll
  void opens(@TempDir Path directory) {
    site = SampleSite.open(directory, name);
    book = new Book(site);
  }

  @AfterAll
  void closes() {
    book.close();
    site.close();
  }

  /** A payload of the golden tests. */
  final String payload(String payload) {
    return site.sample().payload(payload);
  }

  /** The same in a session that began then. */
  final String payload(String payload, String session, Instant started) {
    return payload(payload)
        .replaceFirst("\"id\": *\"[^\"]*\"", "\"id\": \"" + session + "\"")
        .replaceFirst("\"started\": *\"[^\"]*\"", "\"started\": \"" + started + "\"");
  }

  /** Waits until exactly that was said of a delivery and its action, each once. */
  final Story await(String delivery, Code... codes) {
    return await(
        delivery,
        story ->
            assertThat(story.codes())
                .as("executors rejected: %s", story.rejections())
                .containsExactlyInAnyOrder(codes));
  }

  private Story await(String delivery, Consumer<Story> assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertion.accept(book.of(delivery)));
    return book.of(delivery);
  }

  /** The delivery's action was performed once, by the executor of that cell and as nobody else. */
  final void assertPerformed(String delivery, String cell, String credential) {
    Story story = await(delivery, each -> assertThat(each.codes()).contains(Code.SUCCEEDED));
    assertThat(site.target().effects(story.action()))
        .extracting(Target.Effect::authorization)
        .containsExactly("Bearer " + cell + "-secret");
    assertThat(story.credentials()).containsExactly(credential);
  }

  /** Until a session with that lifetime is over. */
  static void awaitEnd(Instant started, Duration lifetime) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Instant.now().isAfter(started.plus(lifetime)));
  }
}
