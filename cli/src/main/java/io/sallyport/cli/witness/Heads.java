package io.sallyport.cli.witness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.ReceiptChains;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.receipt.ChainHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where each chain stood once. Whoever keeps them is a witness: a chain that is shorter later, or
 * has another receipt there, was cut off or written anew, even by the holder of its key.
 *
 * @param byChain the heads, by writer and chain
 */
public record Heads(Map<Name, ChainHead> byChain) {
  private static final String FORMAT = "sallyport-heads-1";

  /** Copies the map. */
  public Heads {
    byChain = Map.copyOf(byChain);
  }

  /** A chain and whose it is. */
  public record Name(String writer, String chain) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byWriter = writer.compareTo(other.writer);
      return byWriter == 0 ? chain.compareTo(other.chain) : byWriter;
    }
  }

  /** Of everything that verified. */
  public static Heads of(ReceiptChains chains) {
    Map<Name, ChainHead> heads = new TreeMap<>();
    chains.forEachHead((writer, head) -> heads.put(new Name(writer, head.chain()), head));
    return new Heads(heads);
  }

  /** Asks of chains as they are read whether they go on from here. */
  public Continuation continuation() {
    return new Continuation(byChain);
  }

  /** Where chains stood when they were as long as some heads. Owned by one thread. */
  public static final class Continuation {
    private final Map<Name, ChainHead> kept;
    private final Standings standings = new Standings();

    private Continuation(Map<Name, ChainHead> kept) {
      this.kept = kept;
      kept.forEach((name, head) -> standings.ask(name.writer(), head));
    }

    /** A place where one of the writer's chains stood. */
    public void pass(String writer, ChainHead standing) {
      standings.pass(writer, standing);
    }

    /** The heads that no chain went on from. */
    public List<Break> missing() {
      return new TreeMap<>(kept)
          .entrySet().stream()
              .flatMap(
                  each -> standings.contradiction(each.getKey().writer(), each.getValue()).stream())
              .toList();
    }
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.object().put("format", FORMAT);
    ArrayNode heads = json.putArray("heads");
    new TreeMap<>(byChain)
        .forEach((name, head) -> {
          ObjectNode node = heads.addObject();
          node.put("writer", name.writer());
          node.put("chain", name.chain());
          node.put("receipts", head.next());
          node.put("last", head.prev().text());
        });
    return json;
  }

  /** Reads {@link #json()}; empty when the bytes are anything else. */
  static Optional<Heads> parse(byte[] bytes) {
    Optional<ObjectNode> read = StrictJson.read(bytes);
    try {
      return read.isEmpty() ? Optional.empty() : Optional.of(of(Fields.of(read.get())));
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Heads of(Fields fields) throws Fields.Mismatch {
    Map<Name, ChainHead> heads = new TreeMap<>();
    if (!fields.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("another format");
    }
    for (Fields each : fields.objects("heads")) {
      Name name = new Name(each.text("writer"), each.text("chain"));
      long next = each.integer("receipts");
      Digest last = new Digest(each.text("last"));
      if (next < 1 || heads.put(name, new ChainHead(name.chain(), next, last)) != null) {
        throw new IllegalArgumentException("no head");
      }
      each.end();
    }
    fields.end();
    return new Heads(heads);
  }
}
