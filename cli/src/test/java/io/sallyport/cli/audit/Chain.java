package io.sallyport.cli.audit;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import java.time.Instant;
import java.util.Optional;

/** Writes the records of one chain with a real key. Owned by the test's thread. */
public final class Chain {
  private final Writer writer;
  private final String issuer;
  private ReceiptWriter signer;
  private ChainHead head;

  private Chain(Writer writer, String issuer, ReceiptWriter signer, ChainHead head) {
    this.writer = writer;
    this.issuer = issuer;
    this.signer = signer;
    this.head = head;
  }

  public static Chain of(Topics topics, String name, String chain, SigningKey key) {
    return under("demo-x/" + name, Writer.of(topics, name, key.jwk()), chain, key);
  }

  /** A chain that {@code writer} signs under that issuer's name, which may not be its own. */
  public static Chain under(String issuer, Writer writer, String chain, SigningKey key) {
    return new Chain(writer, issuer, new ReceiptWriter(issuer, key), ChainHead.start(chain));
  }

  /** Signs with another key from here on. */
  public void signWith(SigningKey key) {
    signer = new ReceiptWriter(issuer, key);
  }

  /** The receipt that comes next. */
  public NamedReceipt next() {
    String id = ReceiptId.of(head.chain(), head.next());
    return new NamedReceipt(id, Optional.of(head.prev()));
  }

  public Writer writer() {
    return writer;
  }

  public ReceiptRecord append(ReceiptBody body) {
    return append(body, Receipts.NOW);
  }

  /** Says so at another time. */
  public ReceiptRecord append(ReceiptBody body, Instant at) {
    ReceiptWriter.Appended appended = signer.append(head, body, at);
    head = appended.head();
    int partition = Partitions.ofChain(head.chain());
    return new ReceiptRecord(writer.topic(), partition, head.chain(), appended.jws());
  }
}
