package io.sallyport.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final AtomicInteger wakeups = new AtomicInteger();
  private final Mailbox mailbox = new Mailbox(wakeups::incrementAndGet);
  private final List<String> read = new ArrayList<>();

  @Test
  void opensLettersInOrderAndOnce() {
    mailbox.post(() -> read.add("first"));
    mailbox.post(() -> read.add("second"));

    assertThat(mailbox.open()).isTrue();
    assertThat(mailbox.open()).isFalse();
    assertThat(read).containsExactly("first", "second");
  }

  @Test
  void opensWhatALetterPosts() {
    mailbox.post(() -> mailbox.post(() -> read.add("answer")));
    mailbox.open();

    assertThat(read).containsExactly("answer");
  }

  @Test
  void wakesPollOnce() {
    boolean mayWait = mailbox.beginPoll();
    mailbox.post(() -> {});
    mailbox.post(() -> {});

    assertThat(mayWait).isTrue();
    assertThat(wakeups).hasValue(1);
  }

  @Test
  void interruptsNothingOutsideOfPoll() {
    mailbox.beginPoll();
    mailbox.endPoll();
    mailbox.post(() -> {});

    assertThat(wakeups).hasValue(0);
  }

  @Test
  void lettersThatWaitForbidAPollThatWaits() {
    mailbox.post(() -> {});

    assertThat(mailbox.beginPoll()).isFalse();
  }

  @Test
  void letterEndsTheWait() throws InterruptedException {
    CountDownLatch awake = new CountDownLatch(1);
    Thread waiter =
        Thread.ofVirtual()
            .start(() -> {
              Instant end = Instant.now().plusSeconds(60);
              while (!mailbox.open() && Instant.now().isBefore(end)) {
                mailbox.await(Duration.ofSeconds(60));
              }
              awake.countDown();
            });
    mailbox.post(() -> {});

    assertThat(awake.await(20, TimeUnit.SECONDS)).isTrue();
    waiter.join();
  }

  @Test
  void doesNotWaitForLettersThatAreThere() {
    mailbox.post(() -> {});
    Instant before = Instant.now();
    mailbox.await(Duration.ofSeconds(60));

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }
}
