package io.sallyport.bench.latency;

/**
 * When each of a run's deliveries was due, acknowledged by the broker and received as a sealed
 * record, in nanoseconds of one clock; 0 where that has not happened. Written by three threads,
 * each an array of its own, and read when they have ended.
 */
final class Journey {
  private final long[] due;
  private final long[] acknowledged;
  private final long[] received;

  Journey(int count) {
    this.due = new long[count];
    this.acknowledged = new long[count];
    this.received = new long[count];
  }

  int count() {
    return due.length;
  }

  void due(int number, long nanos) {
    due[number] = nanos;
  }

  void acknowledged(int number, long nanos) {
    acknowledged[number] = nanos;
  }

  /** A second receipt of the same one is a bug of what is measured. */
  void received(int number, long nanos) {
    if (received[number] != 0) {
      throw new IllegalStateException("delivery " + number + " was sealed twice");
    }
    received[number] = nanos;
  }

  /** How many were received from number {@code first} on. */
  int receivedSince(int first) {
    int count = 0;
    for (int i = first; i < received.length; i++) {
      count += received[i] == 0 ? 0 : 1;
    }
    return count;
  }

  /** From due to acknowledged, in milliseconds, from number {@code first} on. */
  double[] toAcknowledgement(int first) {
    return millis(acknowledged, first);
  }

  /** From due to received, in milliseconds, from number {@code first} on. */
  double[] toReceipt(int first) {
    return millis(received, first);
  }

  private double[] millis(long[] ends, int first) {
    return java.util.stream.IntStream.range(first, due.length)
        .filter(i -> ends[i] != 0)
        .mapToDouble(i -> (ends[i] - due[i]) / 1e6)
        .toArray();
  }
}
