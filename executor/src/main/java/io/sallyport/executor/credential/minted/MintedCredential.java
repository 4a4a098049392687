package io.sallyport.executor.credential.minted;

import io.sallyport.contract.Code;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases of a minter, each over a connection of its own: when that ends, however it ends, the
 * minter takes the lease back. Safe for any thread.
 */
public final class MintedCredential implements Credential {
  private static final Logger LOG = LoggerFactory.getLogger(MintedCredential.class);

  /** What an answer takes beside the wait for its lease. */
  private static final Duration VERIFYING = Duration.ofSeconds(1);

  private final String name;
  private final Credential described;
  private final MinterSocket minter;
  private final Set<FrameChannel> lent = ConcurrentHashMap.newKeySet();
  private volatile LeaseEvents events = (credential, event) -> {};
  private volatile boolean closed;

  /**
   * Leases of a Credential document.
   *
   * @param name the document's
   * @param described the credential as the document says, without its roots
   * @param minter who has the roots
   */
  public MintedCredential(String name, Credential described, MinterSocket minter) {
    this.name = name;
    this.described = described;
    this.minter = minter;
  }

  @Override
  public Duration longest() {
    return described.longest();
  }

  @Override
  public List<String> fields() {
    return described.fields();
  }

  @Override
  public void report(LeaseEvents listener) {
    events = listener;
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    LeaseRequest.Claimed claimed = request.claimed().orElseThrow();
    Duration patience = shorter(request.patience(), minter.timeout());
    long end = System.nanoTime() + patience.toNanos();
    if (closed) {
      return none("the executor stops");
    }
    try {
      FrameChannel channel = minter.connect(patience);
      Duration left = longer(Duration.ZERO, Duration.ofNanos(end - System.nanoTime()));
      return lease(
          channel,
          new MintRequest.Lend(
              name, claimed.record(), claimed.attempt(), claimed.deadline(), left));
    } catch (IOException e) {
      return none("the minter at " + minter.path() + " does not answer: " + e.getMessage());
    }
  }

  private Optional<Lease> lease(FrameChannel channel, MintRequest.Lend lend) throws IOException {
    boolean kept = false;
    lent.add(channel);
    try {
      channel.write(lend.write(), minter.timeout());
      Optional<MintAnswer> answer =
          channel
              .read(MintAnswer.MAX_SIZE, lend.patience().plus(VERIFYING))
              .flatMap(MintAnswer::parse);
      Optional<Lease> lease = lease(channel, answer.orElse(new MintAnswer.TakenBack()));
      kept = lease.isPresent();
      return lease;
    } finally {
      if (!kept) {
        lent.remove(channel);
        channel.close();
      }
    }
  }

  private Optional<Lease> lease(FrameChannel channel, MintAnswer answer) {
    return switch (answer) {
      case MintAnswer.Refused(Code code) -> none("the minter refused: " + code.text());
      case MintAnswer.TakenBack() -> none("the minter's answer is none of its protocol");
      case MintAnswer.Lent lent when !isOurs(lent) -> {
        Arrays.fill(lent.secret(), (byte) 0);
        yield none("the minter's lease is not for this");
      }
      case MintAnswer.Lent lent -> {
        events.happened(name, Event.GRANTED);
        Runnable end = () -> end(channel, lent.terms().id());
        yield Optional.of(Lease.of(lent.companion(), lent.secret(), lent.terms(), end));
      }
    };
  }

  private boolean isOurs(MintAnswer.Lent lease) {
    return lease.terms().credential().equals(name) && lease.until().isAfter(Instant.now());
  }

  private Optional<Lease> none(String why) {
    events.happened(name, Event.REFUSED);
    LOG.warn("credential {}: no lease: {}", name, why);
    return Optional.empty();
  }

  /** Asks the minter to take it back; also for whoever was cut short. */
  private void end(FrameChannel channel, String lease) {
    boolean interrupted = Thread.interrupted();
    lent.remove(channel);
    try (channel) {
      channel.write(new MintRequest.TakeBack(lease).write(), minter.timeout());
      Optional<MintAnswer> answer =
          channel.read(MintAnswer.MAX_SIZE, minter.timeout()).flatMap(MintAnswer::parse);
      boolean taken = answer.filter(MintAnswer.TakenBack.class::isInstance).isPresent();
      events.happened(name, taken ? Event.REVOKED : Event.UNREVOKED);
    } catch (IOException e) {
      LOG.warn("credential {}: the minter did not say that it took a lease back", name);
      events.happened(name, Event.UNREVOKED);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Hangs up on the minter: what it lent over these connections it takes back. */
  @Override
  public void close(Duration time) {
    closed = true;
    List.copyOf(lent).forEach(FrameChannel::close);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return "MintedCredential[" + name + " of " + minter.path() + "]";
  }
}
