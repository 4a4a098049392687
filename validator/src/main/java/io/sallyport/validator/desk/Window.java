package io.sallyport.validator.desk;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import java.util.Arrays;

/**
 * Where the actions lie that one quota counts together.
 *
 * @param key the desk key that they share
 * @param quota 16 bytes that stand for the action type and the quota's id
 */
record Window(DeskKey key, Bytes quota) {
  static final int QUOTA = 16;

  /** That of a quota of an action type. */
  static Window of(DeskKey key, String type, String quota) {
    byte[] digest = Digest.sha256(Bytes.utf8(type + "\0" + quota).toArray());
    return new Window(key, Bytes.of(Arrays.copyOf(digest, QUOTA)));
  }
}
