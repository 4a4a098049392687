package io.sallyport.contract.observe;

import java.util.function.DoubleBinaryOperator;

/**
 * One figure of Kafka's clients that is shown, and how those of many clients and partitions become
 * one.
 *
 * @param name under which it is shown
 * @param help what it is
 * @param group of Kafka's own name
 * @param kafka Kafka's own name
 * @param by the tag that is kept as a label, or empty
 * @param joined how two of the same label become one
 * @param unit what a value is multiplied with to be in base units
 */
record Measure(
    String name,
    String help,
    String group,
    String kafka,
    String by,
    DoubleBinaryOperator joined,
    double unit) {
  private static final double MILLIS = 0.001;

  static Measure sum(String name, String help, String group, String kafka) {
    return new Measure(name, help, group, kafka, "", Double::sum, 1);
  }

  static Measure byTopic(String name, String help, String group, String kafka) {
    return new Measure(name, help, group, kafka, "topic", Double::sum, 1);
  }

  static Measure longest(String name, String help, String group, String kafka) {
    return new Measure(name, help, group, kafka, "", Math::max, 1);
  }

  static Measure longestMillis(String name, String help, String group, String kafka) {
    return new Measure(name, help, group, kafka, "", Math::max, MILLIS);
  }
}
