package io.sallyport.bench.kill;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.bench.site.GateKeys;
import io.sallyport.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was sent, decided, sealed and receipted, from committed records alone. It shares
 * neither code nor rules with the gate or with {@code sallyport tally} but the verification of a
 * signature. To be told of all deliveries, then of all receipts, each partition in order, then of
 * all trusted records. Owned by one thread.
 */
final class Audit {
  private static final Set<String> SEALED = Set.of("ALLOWED", "MODIFIED");

  private final Claims receiptClaims;
  private final Claims mandateClaims;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Links chains = new Links();
  private final Set<String> ruled = new HashSet<>();
  private final Map<String, Boolean> allowed = new HashMap<>();
  private final Map<String, Long> endings = new HashMap<>();
  private final Findings<Fault> findings = new Findings<>();
  private long receipts;
  private long sealed;

  Audit(GateKeys keys, String cell) {
    this.receiptClaims = Claims.ofReceipts(keys.receipt());
    this.mandateClaims = Claims.ofMandates(keys.mandate(), cell);
  }

  /** What is known of one delivery. */
  private static final class Account {
    private final String key;
    private int declared;
    private int decided;
    private int ended;

    Account(String key) {
      this.key = key;
    }

    boolean isOpen() {
      return ended == 0 && (decided == 0 || decided < declared);
    }

    boolean isTooMuch() {
      return ended > 1 || decided > declared || (ended == 1 && decided > 0);
    }
  }

  void delivery(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    String text = key == null ? "" : new String(key, StandardCharsets.ISO_8859_1);
    accounts.put(place(record), new Account(text));
  }

  void receipt(ConsumerRecord<byte[], byte[]> record) {
    receipts++;
    receiptClaims
        .of(record.value())
        .ifPresentOrElse(
            claims -> {
              link(record, claims);
              count(claims);
            },
            () -> findings.add(Fault.RECEIPT_UNSIGNED, place(record)));
  }

  private void link(ConsumerRecord<byte[], byte[]> record, JsonNode claims) {
    boolean isOwn = claims.path("chain").asText().equals("gate-" + record.partition());
    if (!chains.follows(claims, record.value()) || !isOwn) {
      findings.add(Fault.CHAIN_BROKEN, place(record));
    }
  }

  private void count(JsonNode claims) {
    JsonNode delivery = claims.path("delivery");
    if (delivery.isMissingNode()) {
      return;
    }
    String origin = delivery.path("origin").asText();
    Account account = accounts.get(origin);
    if (account == null) {
      findings.add(Fault.UNKNOWN_DELIVERY, origin);
      return;
    }
    if (claims.has("decision")) {
      account.decided++;
      account.declared = delivery.path("decisions").asInt();
      decision(origin, account, claims);
    } else {
      account.ended++;
      endings.merge(delivery.path("ending").asText(), 1L, Long::sum);
    }
    if (account.isTooMuch()) {
      findings.add(Fault.ENDED_TWICE, origin);
    }
  }

  /** What no policy ruled on, since no action could be bound, may be sent and judged again. */
  private void decision(String origin, Account account, JsonNode claims) {
    JsonNode decision = claims.path("decision");
    String result = decision.path("result").asText();
    endings.merge(result, 1L, Long::sum);
    String rule = decision.path("rule").asText();
    if (!result.equals("UNBOUND") && !ruled.add(account.key + " " + rule)) {
      findings.add(Fault.DECIDED_TWICE, origin);
    }
    if (SEALED.contains(result)) {
      allowed.put(claims.path("action").path("id").asText(), false);
    }
  }

  void trusted(ConsumerRecord<byte[], byte[]> record) {
    sealed++;
    Header header = record.headers().lastHeader(Headers.MANDATE);
    byte[] jws = header == null ? new byte[0] : header.value();
    mandateClaims
        .of(jws)
        .filter(claims -> isFor(claims.path("authorization_details").path(0), record))
        .ifPresentOrElse(
            claims -> match(claims.path("jti").asText(), record),
            () -> findings.add(Fault.MANDATE_WRONG, place(record)));
  }

  private static boolean isFor(JsonNode grant, ConsumerRecord<byte[], byte[]> record) {
    return grant.path("topic").asText().equals(record.topic())
        && grant.path("partition").asInt(-1) == record.partition()
        && grant.path("digest").asText().equals(Claims.digest(record.value()));
  }

  private void match(String action, ConsumerRecord<byte[], byte[]> record) {
    Boolean isSealed = allowed.get(action);
    if (isSealed == null) {
      findings.add(Fault.RECEIPT_MISSING, place(record));
    } else if (isSealed) {
      findings.add(Fault.SEALED_TWICE, place(record));
    } else {
      allowed.put(action, true);
    }
  }

  /** To be asked once, at the end. */
  AuditReport report() {
    accounts.forEach((origin, account) -> {
      if (account.isOpen()) {
        findings.add(Fault.LOST, origin);
      }
    });
    allowed.forEach((action, isSealed) -> {
      if (!isSealed) {
        findings.add(Fault.SEALED_MISSING, action);
      }
    });
    return new AuditReport(
        accounts.size(),
        ruled.size(),
        receipts,
        sealed,
        endings,
        findings.counts(),
        findings.examples());
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + ":" + record.partition() + ":" + record.offset();
  }
}
