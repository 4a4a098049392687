package io.sallyport.executor.claim;

import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.executor.resolve.Resolver;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The receipts of a cell, as they lie in its topic. Blocks; any thread.
 *
 * @param cell whose
 */
public record CellReceipts(Cell cell) implements Resolver.Receipts {
  @Override
  public Optional<String> at(Origin origin) {
    TopicPartition source = cell.receipts(origin.partition());
    return source.topic().equals(origin.topic()) && origin.partition() < cell.partitions()
        ? Stretch.at(cell, source, origin.offset())
            .map(record -> new String(record.value(), StandardCharsets.US_ASCII))
        : Optional.empty();
  }

  @Override
  public Optional<Receipt> own(String jws) {
    return cell.receipts().own(jws, cell.clients().clock().instant());
  }
}
