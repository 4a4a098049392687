package io.sallyport.action.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decimals as Avro's bytes: the number of units of 10^-scale in two's complement, most significant
 * byte first. Of its forms exactly one is taken, the shortest.
 */
public final class DecimalForm {
  private DecimalForm() {}

  /** The bytes of a value. Throws {@link ArithmeticException} if it is finer than the scale. */
  public static ByteBuffer bytes(BigDecimal value, int scale) {
    byte[] bytes = value.setScale(scale).unscaledValue().toByteArray();
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The value of bytes in their shortest form. */
  public static BigDecimal value(ByteBuffer bytes, int scale) {
    return new BigDecimal(new BigInteger(array(bytes)), scale);
  }

  /** Whether no other bytes of the same value are shorter. */
  public static boolean isShortest(ByteBuffer bytes) {
    byte[] array = array(bytes);
    return array.length > 0 && Arrays.equals(new BigInteger(array).toByteArray(), array);
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }
}
