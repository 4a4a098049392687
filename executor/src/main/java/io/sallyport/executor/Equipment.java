package io.sallyport.executor;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.bundle.BundleReader;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.bundle.Roots;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.executor.verify.Scope;
import io.sallyport.service.process.StartException;
import java.time.Clock;
import java.util.Optional;

/**
 * What an executor has before anything of it runs: its bundle, what signs its receipts, its cell.
 */
final class Equipment {
  private Equipment() {}

  static ExecutorBundle bundle(ExecutorConfig config, StartChecks checks, Clock clock) {
    SignedDirectory directory =
        new SignedDirectory(
            config.bundle().directory(),
            SignedDirectory.Role.EXECUTOR,
            config.bundle().signers().open(),
            clock);
    Optional<MinterSocket> minter = config.authority().minter();
    Roots roots = minter.isPresent() ? Roots.ofMinter() : Roots.mine();
    ExecutorBundle bundle =
        BundleReader.read(directory, config.home(), config.scope().cell(), roots);
    checks.checkRoots(roots);
    return minter.map(bundle::mintedBy).orElse(bundle);
  }

  static ReceiptWriter receipts(ExecutorConfig config) {
    Scope scope = config.scope();
    try {
      return new ReceiptWriter(
          scope.environment().cell(scope.cell()),
          KeyFile.readPrivate(config.keys().receipt()),
          config.keys().others().stream().map(KeyFile::readPublic).toList());
    } catch (KeyFile.Unusable e) {
      throw new StartException("keys: " + e.getMessage(), e);
    }
  }

  static Cell cell(
      ExecutorConfig config,
      ExecutorBundle bundle,
      Cell.Ground ground,
      ReceiptWriter receipts,
      Clock clock) {
    Scope scope = config.scope();
    return new Cell(
        config.identity().topics(),
        scope.cell(),
        ground,
        config.limits().ledger(),
        bundle.version(),
        receipts,
        config.limits().witness(),
        new Cell.Clients(config.kafka(), clock));
  }
}
