package io.sallyport.validator;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.hold.Holds;

/**
 * What decides by one bundle; replaced as a whole.
 *
 * @param gate decides about deliveries
 * @param desk decides what needs memory
 * @param holds ends what waits for persons
 */
record Core(Gate gate, Desk desk, Holds holds) {
  /** Which bundle decides. */
  BundleVersion version() {
    return gate.version();
  }
}
