package io.sallyport.cli.tally;

import io.sallyport.contract.id.Origin;

/**
 * What a partition of an input topic holds. Ingest, direct producers and operators write without
 * transactions, so that its offsets have no gaps.
 *
 * @param topic the topic
 * @param partition the partition
 * @param begin the first offset that is still there
 * @param end the offset after the last
 * @param committed how far the validator's group is, from begin to end
 * @param isCarried whether what is committed here may still wait on arrived for the gate
 */
record Span(String topic, int partition, long begin, long end, long committed, boolean isCarried) {

  /** Of the topic that the gate itself reads. */
  Span(String topic, int partition, long begin, long end, long committed) {
    this(topic, partition, begin, end, committed, false);
  }

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
