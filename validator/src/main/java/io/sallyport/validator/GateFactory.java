package io.sallyport.validator;

import io.sallyport.action.ActionType;
import io.sallyport.confluent.RegistryException;
import io.sallyport.confluent.SchemaIds;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.admit.Admitter;
import io.sallyport.validator.admit.Entrances;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.desk.CellReceipts;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.desk.Inbox;
import io.sallyport.validator.desk.Witnessing;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.hold.Holds;
import io.sallyport.validator.release.Releases;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.TrustedPlaces;
import io.sallyport.validator.stream.PartitionCounts;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a gate of a bundle. Asks the registry for the ids of our own schemas; an id in a record is
 * never looked up. Immutable.
 *
 * @param config the process's
 * @param counts of the topics, as they were at start
 * @param mandateKey signs mandates
 * @param receiptKey signs receipts
 * @param releases makes the entrance of releases for the sources of a bundle
 * @param outcomes tells receipts of executors
 * @param revocations what operators have revoked
 */
record GateFactory(
    ValidatorConfig config,
    PartitionCounts counts,
    SigningKey mandateKey,
    SigningKey receiptKey,
    Releases releases,
    CellReceipts outcomes,
    Stopped revocations) {
  /**
   * A gate that decides by {@code bundle}; throws {@link ConfigException} when that needs a restart
   * and {@link StartException} when the registry does not answer or a sender's key cannot be read.
   */
  Core of(Bundle bundle) {
    requireKnownCells(bundle);
    return gate(bundle, schemaIds(bundle), counts.trusted());
  }

  /**
   * A gate that decides by {@code bundle}, for nobody: with keys of its own, and without asking the
   * registry for types that may not be there yet.
   */
  Core shadow(Bundle bundle) {
    Map<ActionType, Integer> ids = new HashMap<>();
    Map<String, Integer> cells = new HashMap<>(counts.trusted());
    for (ActionType type : bundle.actions().values()) {
      ids.put(type, 0);
      cells.putIfAbsent(type.cell(), 1);
    }
    return new GateFactory(
            config,
            counts,
            SigningKey.generate(),
            SigningKey.generate(),
            releases,
            outcomes,
            revocations)
        .gate(bundle, ids, cells);
  }

  private Core gate(Bundle bundle, Map<ActionType, Integer> ids, Map<String, Integer> cells) {
    ValidatorConfig.Installation installation = config.installation();
    TrustedPlaces places =
        new TrustedPlaces(installation.environment(), installation.topics(), cells);
    Sealer sealer =
        new Sealer(places, mandateKey, ids, bundle.digest(), config.maxRecord().asInt());
    ReceiptWriter receipts = new ReceiptWriter(installation.environment().validator(), receiptKey);
    int maxCopied = config.sizes().maxCopied();
    Writer writer = new Writer(installation.instance(), receipts, bundle.version(), maxCopied);
    Entrances entrances =
        new Entrances(
            installation.topics().released(),
            releases.entrance(bundle.sources()),
            admitter(bundle));
    Witnessing witnessing = new Witnessing(counts.trusted(), config.people().executors().witness());
    Inbox inbox = new Inbox(releases.receipts(), outcomes, counts.desk(), witnessing);
    return new Core(
        new Gate(bundle, entrances, sealer, writer),
        new Desk(bundle, sealer, writer, inbox, revocations),
        new Holds(bundle, sealer, writer, revocations, counts.held()));
  }

  /** Opens the keys of the sources that the validator verifies. */
  private Admitter admitter(Bundle bundle) {
    Topics topics = config.installation().topics();
    try {
      return new Admitter(topics, counts.untrusted(), bundle.sources());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartException("sources: " + e.getMessage(), e);
    }
  }

  /** The topology has one way out for each cell that was known when it began. */
  private void requireKnownCells(Bundle bundle) {
    Set<String> unknown = new TreeSet<>();
    bundle.actions().values().stream().map(ActionType::cell).forEach(unknown::add);
    unknown.removeAll(counts.trusted().keySet());
    if (!unknown.isEmpty()) {
      String message = "cells " + unknown + " are new: restart the validator for them";
      String file = config.files().bundle().toString();
      throw new ConfigException(List.of(new Problem(file, 1, 1, message, "")));
    }
  }

  private Map<ActionType, Integer> schemaIds(Bundle bundle) {
    Map<String, List<ActionType>> byCell =
        bundle.actions().values().stream().collect(Collectors.groupingBy(ActionType::cell));
    Topics topics = config.installation().topics();
    Map<ActionType, Integer> ids = new HashMap<>();
    try {
      byCell.forEach((cell, types) ->
          ids.putAll(SchemaIds.askAll(config.registry(), topics.trusted(cell), types)));
      return ids;
    } catch (RegistryException e) {
      throw new StartException(e.getMessage() + "; " + e.reason().next(), e);
    }
  }
}
