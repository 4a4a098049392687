package io.sallyport.contract.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Base64Url;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A record of a cell's ledger. It lies on the partition of the trusted record that it is about; of
 * two endings of one action the first counts. Instants are whole milliseconds.
 */
public sealed interface LedgerRecord {
  /** The offset of the trusted record that it is about. */
  long offset();

  /** The record's key: the action's id, or the offset where no id is proven. */
  String key();

  /**
   * An owner is about to perform an action. Without an ending it may have been performed.
   *
   * @param action what it is
   * @param decision the receipt of its decision, where the mandate named it
   * @param offset of its trusted record
   * @param order among the actions of its key
   * @param tried which attempt it is
   * @param nonce tells this claim from all others
   * @param deadline its owner has finished or given up by then
   * @param expires until then another mandate for it could be valid
   */
  record Claim(
      ReceiptBody.Action action,
      Optional<NamedReceipt> decision,
      long offset,
      Order order,
      Try tried,
      String nonce,
      Instant deadline,
      Instant expires)
      implements LedgerRecord {
    /** Refuses what no claim can be. */
    public Claim {
      check(offset >= 0, "offset counts from 0");
      check(Base64Url.isForm(nonce, 1, 64), "nonce is base64url");
      checkMillis(deadline);
      checkMillis(expires);
    }

    /**
     * Where an action stands among those of its key.
     *
     * @param key the trusted record's key, base64url: one action at a time for each
     * @param sequence its place in the order of its type and key, if the type demands one
     */
    public record Order(String key, Optional<Sequence> sequence) {
      /** Refuses what is no key. */
      public Order {
        check(Base64Url.isForm(key, 1, 64), "orderKey is base64url");
      }

      /** Of a type without a sequence. */
      public static Order of(String key) {
        return new Order(key, Optional.empty());
      }
    }

    /**
     * A place in an order; from now on no lower or equal one is performed.
     *
     * @param value the higher the later
     * @param until as long as this is remembered
     */
    public record Sequence(long value, Instant until) {
      /** Refuses what is no instant of the ledger. */
      public Sequence {
        checkMillis(until);
      }
    }

    /**
     * Which attempt a claim is.
     *
     * @param number from 1
     * @param doubtful whether an earlier one may have had an effect
     */
    public record Try(int number, boolean doubtful) {
      /** Refuses what no attempt can be. */
      public Try {
        check(number >= 1, "attempt counts from 1");
        check(number > 1 || !doubtful, "before the first attempt there was none");
      }

      /** An attempt after others whose endings nobody knows. */
      public static Try of(int number) {
        return new Try(number, number > 1);
      }
    }

    /** The trusted record's key. */
    public String orderKey() {
      return order.key();
    }

    /** The number of the attempt, from 1. */
    public int attempt() {
      return tried.number();
    }

    @Override
    public String key() {
      return action.id().text();
    }
  }

  /**
   * An action has ended.
   *
   * @param action its id
   * @param offset of its trusted record
   * @param result how
   * @param code why
   * @param attempt the claim's; 0 when it was never claimed
   * @param at when
   * @param expires no mandate for it is valid any more: after it the id needs no memory
   */
  record Outcome(
      ActionId action,
      long offset,
      OutcomeResult result,
      Code code,
      int attempt,
      Instant at,
      Instant expires)
      implements LedgerRecord {
    /** Refuses what no outcome can be. */
    public Outcome {
      check(offset >= 0, "offset counts from 0");
      check(attempt >= 0, "attempt counts from 0");
      checkMillis(at);
      checkMillis(expires);
    }

    @Override
    public String key() {
      return action.text();
    }
  }

  /**
   * An attempt did not do it and may be followed by another one: the claim is given back.
   *
   * @param action its id
   * @param offset of its trusted record
   * @param result how the action ends if no attempt follows
   * @param code why
   * @param attempt the claim's
   * @param at when
   * @param again no attempt begins before this instant
   */
  record Postponement(
      ActionId action,
      long offset,
      OutcomeResult result,
      Code code,
      int attempt,
      Instant at,
      Instant again)
      implements LedgerRecord {
    /** Refuses what no postponement can be. */
    public Postponement {
      check(offset >= 0, "offset counts from 0");
      check(attempt >= 1, "attempt counts from 1");
      check(
          result == OutcomeResult.FAILED || result == OutcomeResult.IN_DOUBT,
          "what was done, or is not wanted, is not tried again");
      checkMillis(at);
      checkMillis(again);
    }

    @Override
    public String key() {
      return action.text();
    }
  }

  /**
   * A trusted record was rejected; it is known by its place only.
   *
   * @param offset of the record
   * @param code why
   * @param at when
   */
  record Rejection(long offset, Code code, Instant at) implements LedgerRecord {
    /** Refuses what no rejection can be. */
    public Rejection {
      check(offset >= 0, "offset counts from 0");
      checkMillis(at);
    }

    @Override
    public String key() {
      return "offset:" + offset;
    }
  }

  /**
   * Persons said what became of an action in doubt.
   *
   * @param action its id
   * @param offset of its trusted record
   * @param command the digest of the command that was obeyed
   * @param at when
   * @param expires after it no resolution of this action is taken, so it needs no memory
   * @param previous the ledger offset of the resolution before it on this partition; -1 if none
   */
  record Resolution(
      ActionId action, long offset, Digest command, Instant at, Instant expires, long previous)
      implements LedgerRecord {
    /** What stands for no resolution. */
    public static final long NONE = -1;

    /** Refuses what no resolution can be. */
    public Resolution {
      check(offset >= 0, "offset counts from 0");
      check(previous >= NONE, "previous counts from 0");
      checkMillis(at);
      checkMillis(expires);
    }

    /** The same, behind the one that lies at {@code ledgerOffset}. */
    public Resolution after(long ledgerOffset) {
      return new Resolution(action, offset, command, at, expires, ledgerOffset);
    }

    @Override
    public String key() {
      return action.text();
    }
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static void checkMillis(Instant instant) {
    check(
        instant.equals(instant.truncatedTo(ChronoUnit.MILLIS)), "an instant is whole milliseconds");
  }
}
