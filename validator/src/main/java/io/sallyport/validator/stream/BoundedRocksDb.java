package io.sallyport.validator.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bounded cache for all stores of the process; by default each store takes its own, 406 MB
 * resident where it was measured. The cache lives as long as the process.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 16L << 20;
  private static final long MEMTABLE_BYTES = 4L << 20;
  private static final double BITS_PER_KEY = 10;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(Shared.CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    // Most deliveries are new: the filter says so without reading a block.
    table.setFilterPolicy(Shared.FILTER);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(Shared.WRITE_BUFFERS);
    options.setWriteBufferSize(MEMTABLE_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String store, Options options) {
    // What is shared is not the store's to close.
  }

  /** Loaded with the native library, not before. */
  private static final class Shared {
    static final Cache CACHE = new LRUCache(CACHE_BYTES, -1, false);
    static final WriteBufferManager WRITE_BUFFERS =
        new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    static final BloomFilter FILTER = new BloomFilter(BITS_PER_KEY);
  }
}
