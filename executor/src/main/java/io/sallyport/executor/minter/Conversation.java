package io.sallyport.executor.minter;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import io.sallyport.executor.credential.minted.MintRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * One connection: one request, one lease, and its end. Whatever ends the connection ends the lease.
 * Safe for any thread; each connection has one of its own.
 */
final class Conversation {
  private static final int SHORT = 1 << 10;

  private final Mint mint;
  private final Limits limits;
  private final MinterMetrics metrics;
  private final InstantSource clock;

  /**
   * The bounds of a conversation.
   *
   * @param request bytes of one request
   * @param patience for a request to arrive, and for an answer to leave
   */
  record Limits(int request, Duration patience) {}

  Conversation(Mint mint, Limits limits, MinterMetrics metrics, InstantSource clock) {
    this.mint = mint;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Has it, until its end; closes the connection. */
  void over(FrameChannel channel) {
    try (channel) {
      Optional<MintRequest> asked =
          channel.read(limits.request(), limits.patience()).flatMap(MintRequest::parse);
      if (asked.orElse(null) instanceof MintRequest.Lend lend) {
        answer(channel, mint.lend(lend, channel));
      } else {
        refuse(channel, Code.LEASE_MALFORMED);
      }
    } catch (IOException e) {
      metrics.hungUp("gone");
    }
  }

  private void answer(FrameChannel channel, Mint.Outcome outcome) throws IOException {
    switch (outcome) {
      case Mint.Outcome.Refused(Code code) -> refuse(channel, code);
      case Mint.Outcome.Lent lent -> {
        metrics.lent();
        boolean isAsked = hold(channel, lent);
        MintAnswer answer =
            isAsked ? new MintAnswer.TakenBack() : new MintAnswer.Refused(Code.LEASE_MALFORMED);
        channel.write(answer.write(), limits.patience());
      }
    }
  }

  /** Lends it until its end is asked for, or comes otherwise; whether it was asked for. */
  private boolean hold(FrameChannel channel, Mint.Outcome.Lent lent) throws IOException {
    try {
      channel.write(written(lent), limits.patience());
      Duration left = Duration.between(clock.instant(), lent.until());
      Optional<MintRequest> end = channel.read(SHORT, left).flatMap(MintRequest::parse);
      return end.equals(Optional.of(new MintRequest.TakeBack(terms(lent.lease()).id())));
    } finally {
      lent.takeBack().run();
    }
  }

  private static byte[] written(Mint.Outcome.Lent lent) {
    Lease lease = lent.lease();
    byte[] secret = lease.material();
    try {
      return new MintAnswer.Lent(terms(lease), lease.companion(), secret, lent.until()).write();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Execution.Lease terms(Lease lease) {
    return lease.terms().orElseThrow(() -> new IllegalStateException("a lease of nothing"));
  }

  private void refuse(FrameChannel channel, Code code) throws IOException {
    metrics.refused(code);
    channel.write(new MintAnswer.Refused(code).write(), limits.patience());
  }
}
