package io.sallyport.executor.minter;

import io.sallyport.contract.revocation.Revocations;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.minted.FrameChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections over which something is lent, or about to be. Safe for any thread. */
final class Lendings {
  private final Set<Lending> open = ConcurrentHashMap.newKeySet();

  /** One of them; closing its connection takes back what is lent over it. */
  static final class Lending {
    private final Set<Target> targets;
    private final FrameChannel channel;

    private Lending(Set<Target> targets, FrameChannel channel) {
      this.targets = targets;
      this.channel = channel;
    }
  }

  /** From now on a revocation of one of the targets hangs up. */
  Lending enter(Set<Target> targets, FrameChannel channel) {
    Lending lending = new Lending(targets, channel);
    open.add(lending);
    return lending;
  }

  void leave(Lending lending) {
    open.remove(lending);
  }

  int count() {
    return open.size();
  }

  /** Something was revoked: what is lent for it is taken back. */
  void revoked(Revocations revocations) {
    open.stream()
        .filter(lending -> revocations.stops(lending.targets))
        .forEach(lending -> lending.channel.close());
  }

  /** Takes everything back. */
  void close() {
    List.copyOf(open).forEach(lending -> lending.channel.close());
  }
}
