package io.sallyport.validator.admit;

import java.time.Instant;

/**
 * Releases have an entrance of their own: the topic where a record lies decides, not what it says.
 *
 * @param released the topic of the releases
 * @param releases their entrance
 * @param deliveries everything else's
 */
public record Entrances(String released, Entrance releases, Entrance deliveries)
    implements Entrance {

  @Override
  public Delivery locate(Delivery record) {
    return of(record).locate(record);
  }

  @Override
  public Admission admit(Delivery delivery, Memory memory, Instant now) {
    return of(delivery).admit(delivery, memory, now);
  }

  private Entrance of(Delivery delivery) {
    return delivery.place().topic().equals(released) ? releases : deliveries;
  }
}
