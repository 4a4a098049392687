package io.sallyport.bench.hold;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.bench.kill.Claims;
import io.sallyport.bench.kill.Findings;
import io.sallyport.bench.kill.Kills;
import io.sallyport.bench.kill.Links;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.GateKeys;
import io.sallyport.contract.Headers;
import io.sallyport.contract.jws.Jwk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Follows each hold from its receipt to its end, from committed records alone. It shares neither
 * code nor rules with the validator but the verification of a signature. Owned by one thread.
 */
final class HoldAudit {
  private final Claims receiptClaims;
  private final Claims mandateClaims;
  private final Map<String, Claims> persons = new TreeMap<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Map<String, Integer> referrals = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, Long> results = new TreeMap<>();
  private final Links chains = new Links();
  private final Findings<HoldFault> findings = new Findings<>();
  private long deliveries;
  private long verdicts;
  private long receipts;

  HoldAudit(GateKeys keys, String cell, Map<String, Jwk> approvers) {
    this.receiptClaims = Claims.ofReceipts(keys.receipt());
    this.mandateClaims = Claims.ofMandates(keys.mandate(), cell);
    approvers.forEach((person, key) -> persons.put(person, Claims.ofVerdicts(List.of(key))));
  }

  private Account account(String id) {
    return accounts.computeIfAbsent(id, _ -> new Account());
  }

  void delivery(ConsumerRecord<byte[], byte[]> record) {
    deliveries++;
  }

  /** Only what its own person signed of that action, and not of the one who asks. */
  void verdict(ConsumerRecord<byte[], byte[]> record) {
    verdicts++;
    persons.forEach((person, claims) ->
        claims
            .of(record.value())
            .filter(verdict -> verdict.path("iss").asText().equals(person))
            .filter(_ -> !person.equals(Panel.REQUESTER))
            .filter(verdict -> verdict.path("action").asText().equals(key(record)))
            .ifPresent(verdict -> {
              String word = verdict.path("verdict").asText();
              var vote = new Ending.Vote(person, word, Claims.digest(record.value()));
              account(key(record)).said(vote, record.timestamp());
            }));
  }

  void held(ConsumerRecord<byte[], byte[]> record) {
    Account account = account(key(record));
    if (record.value() == null) {
      account.closed++;
      return;
    }
    JsonNode mandate = Claims.tree(record.value()).path("mandate");
    account.records++;
    account.opening = mandate.path("decision").path("receipt").asText();
    account.deadline = 1000 * mandate.path("hold").path("deadline").asLong();
  }

  void receipt(ConsumerRecord<byte[], byte[]> record) {
    receipts++;
    JsonNode claims = receiptClaims.of(record.value()).orElse(null);
    if (claims == null) {
      findings.add(HoldFault.RECEIPT_UNSIGNED, place(record));
      return;
    }
    if (!chains.follows(claims, record.value())) {
      findings.add(HoldFault.CHAIN_BROKEN, place(record));
    }
    String id = claims.path("action").path("id").asText();
    switch (claims.path("kind").asText()) {
      case "referral" -> referrals.merge(claims.path("jti").asText(), 0, Integer::sum);
      case "desk" -> {
        referrals.merge(claims.path("referral").asText(), 1, Integer::sum);
        opened(id, claims);
      }
      case "decision" -> opened(id, claims);
      case "hold" -> account(id).endings.add(Ending.of(claims, record.timestamp()));
      default -> {}
    }
  }

  private void opened(String id, JsonNode claims) {
    if (claims.path("decision").path("result").asText().equals("HELD")) {
      account(id).openings.add(claims.path("jti").asText());
    } else {
      findings.add(HoldFault.NEVER_HELD, claims.path("jti").asText());
    }
  }

  void trusted(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Headers.MANDATE);
    JsonNode mandate = mandateClaims.of(header.value()).orElse(null);
    if (mandate == null) {
      findings.add(HoldFault.SEALED_WRONG, place(record));
      return;
    }
    Set<String> approvals = new HashSet<>();
    for (JsonNode approval : mandate.path("approvals")) {
      approvals.add(Claims.digest(approval.asText().getBytes(StandardCharsets.US_ASCII)));
    }
    account(mandate.path("jti").asText()).sealed.add(approvals);
  }

  /** What the desk was told: a receipt and no bytes. */
  void desk(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || record.value().length == 0) {
      byte[] receipt = record.headers().lastHeader("receipt").value();
      String id = receiptClaims.of(receipt).map(claims -> claims.path("jti").asText()).orElse("");
      told.merge(id, 1, Integer::sum);
    }
  }

  /** To be asked once, at the end. */
  String report(List<Kills.Outage> outages) {
    Clock clock = new Clock(outages);
    accounts.forEach((id, account) -> {
      account.judge(clock, fault -> findings.add(fault, id + ": " + account.story()));
      account.endings.forEach(this::tell);
    });
    referrals.forEach((receipt, decided) -> {
      if (decided != 1) {
        findings.add(HoldFault.REFERRED_WRONG, receipt);
      }
    });
    if (deliveries != accounts.size()) {
      findings.add(HoldFault.NEVER_HELD, deliveries + " deliveries, " + accounts.size());
    }
    return text(late(clock));
  }

  private void tell(Ending ending) {
    results.merge(ending.result(), 1L, Long::sum);
    int times = told.getOrDefault(ending.receipt(), 0);
    if (times != (ending.told() ? 1 : 0)) {
      findings.add(HoldFault.TOLD_WRONG, ending.receipt());
    }
  }

  private double[] late(Clock clock) {
    return accounts.values().stream()
        .flatMapToDouble(account ->
            account.endings.stream()
                .filter(Ending::isExpired)
                .mapToDouble(ending -> account.late(ending, clock)))
        .toArray();
  }

  private String text(double[] late) {
    return """
    %d deliveries, %d verdicts, %d holds ended %s, %d referred, %d told to the desk, %d receipts
    expired after their deadline, or after recovery: %s
    faults: %s %s\
    """
        .formatted(
            deliveries,
            verdicts,
            accounts.size(),
            results,
            referrals.size(),
            told.size(),
            receipts,
            Figures.latencies(late),
            isClean() ? "none" : findings.counts(),
            findings.examples());
  }

  boolean isClean() {
    return findings.counts().isEmpty();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.US_ASCII);
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + ":" + record.partition() + ":" + record.offset();
  }
}
