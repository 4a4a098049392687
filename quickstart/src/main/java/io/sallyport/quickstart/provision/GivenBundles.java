package io.sallyport.quickstart.provision;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.id.Digest;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Homes;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.supervise.Owner;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
   * changes nothing.
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
   * start; returns the digest that the validator goes by once it has looked.
   */
  public Digest replace(Path bundle) {
    Path kept = bundles.choose(Bundles.VALIDATOR, Optional.empty());
    Path changed = bundles.choose(Bundles.VALIDATOR, Optional.of(bundle));
    Fit.require(changed, bundles.choose(Bundles.EXECUTOR, Optional.empty()));
    Fit.requireSame(kept, changed);
    Path home = data.home(Role.VALIDATOR);
    try {
      Digest digest = swap(home, changed);
      bundles.keep(Bundles.VALIDATOR, Optional.of(bundle));
      return digest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change the bundle in " + home, e);
    }
  }

  /** The validator reads a directory, so what it finds there must be whole at each moment. */
  private Digest swap(Path home, Path changed) throws IOException {
    Path now = home.resolve("bundle");
    Path next = home.resolve("bundle.next");
    Path before = home.resolve("bundle.before");
    Bundles.install(changed, next, own);
    Homes.handOver(home, owner(home));
    Digest digest = BundleFiles.read(next).digest();
    if (Files.exists(before)) {
      OwnerFiles.deleteTree(before);
    }
    Files.move(now, before);
    Files.move(next, now);
    OwnerFiles.deleteTree(before);
    return digest;
  }

  /** As the stack's start has handed the home over. */
  private Owner owner(Path home) throws IOException {
    int theirs = (int) Files.getAttribute(home.resolve(HomeFiles.CONFIG), "unix:uid");
    int ours = (int) Files.getAttribute(data.root(), "unix:uid");
    return theirs == ours ? new Owner.SameUser() : new Owner.Uid(theirs);
  }
}
