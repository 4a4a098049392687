package io.sallyport.cli.tally;

import io.sallyport.contract.id.Origin;

/**
 * What a partition of an untrusted topic holds. Ingest writes without transactions, so that its
 * offsets have no gaps.
 *
 * @param topic the topic
 * @param partition the partition
 * @param begin the first offset that is still there
 * @param end the offset after the last
 * @param committed how far the validator's group is, from begin to end
 */
record Span(String topic, int partition, long begin, long end, long committed) {

  Span {
    if (begin > end) {
      throw new IllegalArgumentException("begin lies not after end");
    }
    committed = Math.clamp(committed, begin, end);
  }

  long received() {
    return end - begin;
  }

  boolean holds(Origin origin) {
    return origin.topic().equals(topic)
        && origin.partition() == partition
        && origin.offset() >= begin
        && origin.offset() < end;
  }

  Origin at(long offset) {
    return new Origin(topic, partition, offset);
  }
}
