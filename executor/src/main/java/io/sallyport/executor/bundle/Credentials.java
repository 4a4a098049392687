package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.LeaseEvents;
import java.time.Duration;
import java.util.List;

/**
 * All credentials of a bundle.
 *
 * @param documents their documents
 */
public record Credentials(List<CredentialDocument> documents) {
  private static final Duration EACH = Duration.ofMinutes(1);
  private static final Duration GIVE_BACK = Duration.ofSeconds(1);

  /** Copies the documents. */
  public Credentials {
    documents = List.copyOf(documents);
  }

  /** From now on tells what becomes of leases. */
  public void report(LeaseEvents events) {
    documents.forEach(each -> each.credential().report(events));
  }

  /** Takes back what was left behind, now and each minute; nobody waits for a server's absence. */
  public void tidy() {
    for (CredentialDocument each : documents) {
      Thread.ofVirtual().name("tidy-" + each.name()).start(() -> tidy(each));
    }
  }

  private static void tidy(CredentialDocument document) {
    try {
      while (true) {
        document.credential().tidy();
        Thread.sleep(EACH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the last actions did not give back; each on a thread of its own, all within a second. */
  public void takeBack() {
    List<Thread> closing =
        documents.stream()
            .map(each -> Thread.ofVirtual().start(() -> each.credential().close(GIVE_BACK)))
            .toList();
    for (Thread thread : closing) {
      try {
        thread.join(GIVE_BACK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
