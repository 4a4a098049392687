package io.sallyport.contract.jws;

import java.math.BigInteger;

/**
 * Whether 32 bytes are a public key that somebody can hold: y of a point of the curve edwards25519
 * (RFC 8032, section 5.1), below the prime, whose order is not small. With a point of small order,
 * of which there are eight, anybody makes signatures that verify. The platform looks at none of it
 * before it verifies.
 */
final class EdwardsPoint {
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger PRIME = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(PRIME)).mod(PRIME);
  private static final BigInteger EULER = PRIME.subtract(ONE).shiftRight(1);
  private static final int COFACTOR_BITS = 3;

  private EdwardsPoint() {}

  /** Whether {@code y}, without the sign of x, is that of such a point. */
  static boolean isKey(BigInteger y) {
    return y.compareTo(PRIME) < 0 && isOnCurve(y) && !isOfSmallOrder(y);
  }

  /** There is an x where x² is a square, by Euler's criterion. */
  private static boolean isOnCurve(BigInteger y) {
    return xSquared(y).modPow(EULER, PRIME).compareTo(ONE) <= 0;
  }

  /** Eight times the point is the neutral element, which alone has the y of 1. */
  private static boolean isOfSmallOrder(BigInteger y) {
    BigInteger multiple = y;
    for (int bit = 0; bit < COFACTOR_BITS; bit++) {
      multiple = doubled(multiple);
    }
    return multiple.equals(ONE);
  }

  /** From -x² + y² = 1 + dx²y². */
  private static BigInteger xSquared(BigInteger y) {
    BigInteger ySquared = y.multiply(y);
    return quotient(ySquared.subtract(ONE), D.multiply(ySquared).add(ONE));
  }

  /** The y of twice the point: (y² + x²) / (1 - dx²y²). */
  private static BigInteger doubled(BigInteger y) {
    BigInteger ySquared = y.multiply(y);
    BigInteger xSquared = xSquared(y);
    return quotient(ySquared.add(xSquared), ONE.subtract(D.multiply(xSquared).multiply(ySquared)));
  }

  private static BigInteger quotient(BigInteger above, BigInteger below) {
    return above.multiply(below.modInverse(PRIME)).mod(PRIME);
  }
}
