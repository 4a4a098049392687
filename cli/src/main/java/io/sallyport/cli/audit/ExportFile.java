package io.sallyport.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * Receipts as JSON lines: what they are receipts of, then each with its place, then how many there
 * were. Nothing in it is proof but the receipts' own signatures. A line may have a form of its own
 * around its object; without one it is {@link StrictJson}.
 */
public final class ExportFile {
  private static final String FORMAT = "sallyport-audit-1";

  /** Above the longest record of a receipts topic, whatever is in it. */
  public static final int MAX_LINE = 256 << 10;

  private ExportFile() {}

  /** A file that is not there yet, its lines in that form. */
  public static Writing create(Path file, String prefix, Function<ObjectNode, byte[]> form)
      throws IOException {
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Writing writing = new Writing(out, form);
    writing.line(StrictJson.object().put("format", FORMAT).put("prefix", prefix));
    return writing;
  }

  /** A file under way; without its end it is no export. Owned by one thread. */
  public static final class Writing implements AutoCloseable {
    private final OutputStream out;
    private final Function<ObjectNode, byte[]> form;
    private long written;

    private Writing(OutputStream out, Function<ObjectNode, byte[]> form) {
      this.out = new BufferedOutputStream(out);
      this.form = form;
    }

    /** Writes the receipt that follows. */
    public void write(ReceiptRecord record) throws IOException {
      ObjectNode json = StrictJson.object();
      json.put("topic", record.topic());
      json.put("partition", record.partition());
      json.put("chain", record.chain());
      json.put("jws", record.jws());
      line(json);
      written++;
    }

    /** How many receipts there are so far. */
    public long written() {
      return written;
    }

    /** Writes the last line; how many receipts there are. */
    public long end() throws IOException {
      line(StrictJson.object().put("receipts", written));
      return written;
    }

    private void line(ObjectNode json) throws IOException {
      out.write(form.apply(json));
      out.write('\n');
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Whoever takes what is read. */
  public interface Taker {
    /** Comes first. */
    void opened(Topics topics);

    /** Each receipt, in the order of the file. */
    void take(ReceiptRecord record);
  }

  /** Reads a file to its end; where it is no export, the first such line. */
  public static Optional<Long> read(
      Path file, Function<byte[], Optional<ObjectNode>> form, Taker taker) throws IOException {
    long number = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Reading reading = new Reading(form, taker);
      for (byte[] line = line(in); line.length > 0; line = line(in)) {
        number++;
        if (!reading.isNext(line)) {
          return Optional.of(number);
        }
      }
      return reading.isEnded ? Optional.empty() : Optional.of(number + 1);
    }
  }

  /** The next line with its end; no more of it than shows that it is too long. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = 0;
    while (next != '\n' && line.size() <= MAX_LINE) {
      next = in.read();
      if (next < 0) {
        break;
      }
      line.write(next);
    }
    return line.toByteArray();
  }

  /** What was read so far. Owned by one thread. */
  private static final class Reading {
    private final Function<byte[], Optional<ObjectNode>> form;
    private final Taker taker;
    private long taken;
    private boolean isOpened;
    private boolean isEnded;

    Reading(Function<byte[], Optional<ObjectNode>> form, Taker taker) {
      this.form = form;
      this.taker = taker;
    }

    /** Takes one more line; whether it may stand there. */
    boolean isNext(byte[] line) {
      if (isEnded || line.length > MAX_LINE) {
        return false;
      }
      try {
        Fields fields = form.apply(line).map(Fields::of).orElseThrow(IllegalArgumentException::new);
        boolean fits = isOpened ? takes(fields) : opens(fields);
        fields.end();
        return fits;
      } catch (Fields.Mismatch | IllegalArgumentException e) {
        return false;
      }
    }

    private boolean opens(Fields fields) throws Fields.Mismatch {
      if (!fields.text("format").equals(FORMAT)) {
        return false;
      }
      taker.opened(new Topics(fields.text("prefix")));
      isOpened = true;
      return true;
    }

    private boolean takes(Fields fields) throws Fields.Mismatch {
      if (fields.has("receipts")) {
        isEnded = true;
        return fields.integer("receipts") == taken;
      }
      taken++;
      taker.take(
          new ReceiptRecord(
              fields.text("topic"),
              fields.count("partition"),
              fields.text("chain"),
              fields.text("jws")));
      return true;
    }
  }
}
