package io.sallyport.executor.resolve;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import io.sallyport.contract.resolution.ResolveCommandCodec;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cell with receipts in memory, and two operators. */
final class DoubtTrial implements Resolver.Receipts {
  static final Instant NOW = Instant.ofEpochSecond(1_795_089_600);
  static final String CELL = "test-k4x/pay";
  static final SigningKey FIRST = SigningKey.generate();
  static final SigningKey SECOND = SigningKey.generate();
  static final Origin PLACE = new Origin("sallyport.receipts.pay", 1, 12);
  static final Origin RECORD = new Origin("sallyport.trusted.pay", 1, 5);

  final ReceiptWriter writer = new ReceiptWriter(CELL, SigningKey.generate());
  private final Map<Origin, String> lying = new HashMap<>();
  private Runnable before = () -> {};

  Resolver resolver(Duration remembered) {
    List<Signer> operators =
        List.of(Signer.active("first", FIRST.jwk()), Signer.active("second", SECOND.jwk()));
    return new Resolver(
        new ResolveCommands(CELL, operators, Duration.ofSeconds(5)),
        this,
        action -> action.effect() != Effect.PERSIST,
        remembered);
  }

  @Override
  public Optional<String> at(Origin origin) {
    before.run();
    return Optional.ofNullable(lying.get(origin));
  }

  /** Happens each time before a receipt is read. */
  void beforeReading(Runnable what) {
    before = what;
  }

  @Override
  public Optional<Receipt> own(String jws) {
    return writer.own(jws, NOW);
  }

  /** Puts a receipt where it belongs, and tells how a command names it. */
  Doubt receipt(ReceiptWriter by, ReceiptBody body) {
    ReceiptWriter.Appended appended =
        by.append(ChainHead.start("pay-1"), body, NOW.minusSeconds(60));
    lying.put(PLACE, appended.jws());
    return new Doubt(
        action(Effect.WRITE).id(), "pay-1/0", Digest.of(Bytes.utf8(appended.jws())), PLACE);
  }

  Doubt inDoubt(Effect effect) {
    return receipt(writer, outcome(effect, OutcomeResult.IN_DOUBT));
  }

  static ReceiptBody.Outcome outcome(Effect effect, OutcomeResult result) {
    return new ReceiptBody.Outcome(
        action(effect),
        Optional.empty(),
        RECORD,
        result,
        Code.OUTCOME_UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ReceiptBody.Action action(Effect effect) {
    Digest fingerprint = Digest.of(new byte[] {3});
    return new ReceiptBody.Action(
        new ActionId("A".repeat(43)),
        "x.Pay",
        effect,
        "pay",
        fingerprint,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  static String first(Doubt doubt, Finding finding) {
    return say("first", FIRST, doubt, new Word(finding, Optional.empty()));
  }

  static String second(Doubt doubt, Finding finding, String first) {
    Digest digest = Digest.of(Bytes.utf8(first));
    return say("second", SECOND, doubt, new Word(finding, Optional.of(digest)));
  }

  static String say(String operator, SigningKey key, Doubt doubt, Word word) {
    return ResolveCommandCodec.sign(
        key,
        new ResolveCommand(
            operator,
            CELL,
            "c0mmand-of-" + operator,
            NOW,
            NOW.plusSeconds(600),
            doubt,
            word,
            "seen by " + operator));
  }
}
