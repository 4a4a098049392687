package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.executor.credential.minted.MinterSocket;
import java.util.List;

/**
 * What an executor may do and whom it believes, as its bundle says.
 *
 * @param types the pinned schemas
 * @param handlers at most one for each type
 * @param credentials where leases come from
 * @param keys whose mandates count
 * @param operators who may revoke
 * @param resolvers who may say what became of an action in doubt
 * @param approvers whose verdicts count; nobody where no document says
 * @param version of the bundle
 */
public record ExecutorBundle(
    List<ActionType> types,
    List<HandlerDocument> handlers,
    List<CredentialDocument> credentials,
    List<PinnedKey> keys,
    List<Signer> operators,
    List<Signer> resolvers,
    Approvers approvers,
    BundleVersion version) {
  /** Copies the lists. */
  public ExecutorBundle {
    types = List.copyOf(types);
    handlers = List.copyOf(handlers);
    credentials = List.copyOf(credentials);
    keys = List.copyOf(keys);
    operators = List.copyOf(operators);
    resolvers = List.copyOf(resolvers);
  }

  /** The same with leases of a minter, which has the roots of its credentials. */
  public ExecutorBundle mintedBy(MinterSocket minter) {
    List<CredentialDocument> minted =
        credentials.stream().map(document -> document.mintedBy(minter)).toList();
    return new ExecutorBundle(
        types, handlers, minted, keys, operators, resolvers, approvers, version);
  }
}
