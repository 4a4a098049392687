package io.sallyport.quickstart.provision;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.id.Digest;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Homes;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.supervise.Owner;
import io.sallyport.service.config.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A person's own bundles: whether they fit a stack, and how its validator gets a changed one. */
public final class GivenBundles {
  private final DataDirectory data;
  private final Bundles bundles;
  private final Map<String, String> own;

  /**
   * Of a stack.
   *
   * @param data where its homes are
   * @param bundles what is kept of what was given
   * @param own what stands in a bundle for this stack's own
   */
  GivenBundles(DataDirectory data, Bundles bundles, Map<String, String> own) {
    this.data = data;
    this.bundles = bundles;
    this.own = Map.copyOf(own);
  }

  /**
   * Throws {@link ConfigException} with all that this stack could not carry out of what was given;
   * changes nothing but what a crash left.
   */
  public void check(Optional<Path> bundle, Optional<Path> executorBundle) {
    if (bundle.isPresent() || executorBundle.isPresent()) {
      Fit.require(
          bundles.choose(Bundles.VALIDATOR, bundle),
          bundles.choose(Bundles.EXECUTOR, executorBundle));
    }
  }

  /**
   * Gives the running validator a changed bundle, whole or not at all, and keeps it for the next
   * start once the validator decides by it. If it does not, the one before is put back.
   *
   * @param decides waits until the validator decides by the bundle of that digest; whether it does
   * @return the digest that it decides by now, or nothing where the one before is in place again
   */
  public Optional<Digest> replace(Path bundle, Predicate<Digest> decides) {
    var running = new Swap(data.home(Role.VALIDATOR).resolve("bundle"));
    running.mend();
    Path kept = bundles.choose(Bundles.VALIDATOR, Optional.empty());
    Path changed = bundles.choose(Bundles.VALIDATOR, Optional.of(bundle));
    Fit.require(changed, bundles.choose(Bundles.EXECUTOR, Optional.empty()));
    Fit.requireSame(kept, changed);
    Swap keeping = bundles.draft(Bundles.VALIDATOR, changed);
    try {
      Digest digest = enter(running, keeping.next());
      if (!decides.test(digest)) {
        return Optional.empty();
      }
      keeping.enter();
      keeping.settle();
      running.settle();
      return Optional.of(digest);
    } finally {
      running.mend();
      keeping.mend();
    }
  }

  /** The validator reads a directory, so what it finds there must be whole at each moment. */
  private Digest enter(Swap running, Path changed) {
    Bundles.fill(changed, running.next(), own);
    Homes.handOverToRead(running.next(), owner());
    Digest digest = BundleFiles.read(running.next()).digest();
    running.enter();
    return digest;
  }

  /** As the stack's start has handed the home over. */
  private Owner owner() {
    int theirs = DataDirectory.owner(data.home(Role.VALIDATOR).resolve(HomeFiles.CONFIG));
    return theirs == DataDirectory.owner(data.root())
        ? new Owner.SameUser()
        : new Owner.Uid(theirs);
  }
}
