package io.sallyport.contract.revocation;

import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import java.time.Instant;

/** Somebody with a key who revokes and lifts. */
record Operator(String id, SigningKey key, Environment environment) {
  static final Environment HERE = new Environment("test-k4x");

  Operator(String id) {
    this(id, SigningKey.generate(), HERE);
  }

  Signer signer() {
    return Signer.active(id, key.jwk());
  }

  Signer signer(PinnedKey.State state, Instant notAfter) {
    return new Signer(id, key.jwk(), state, notAfter);
  }

  String revokes(int number, Target target) {
    return signed(number, new Order.Revoke(target));
  }

  String lifts(int number, int revocation) {
    return signed(number, new Order.Lift(name(revocation)));
  }

  private String signed(int number, Order order) {
    Revocation revocation =
        new Revocation(id, environment.name(), name(number), Instant.EPOCH, order, "it does harm");
    return RevocationCodec.sign(key, revocation);
  }

  private static String name(int number) {
    return "revocation-%06d".formatted(number);
  }
}
