package io.sallyport.validator.watch;

import io.sallyport.contract.Code;
import io.sallyport.validator.policy.Asked;
import java.time.Duration;
import java.util.Comparator;

/**
 * One thing that would be unusual of a sender, and what is done then.
 *
 * @param id unique among the alarms of its watch; receipts name it
 */
public record Alarm(String id, Sign sign, Response response) {
  /** By what is done; of stops the longest is first. */
  static final Comparator<Alarm> STRICTEST_FIRST =
      Comparator.comparingInt(Alarm::rank).thenComparing(Alarm::stops, Comparator.reverseOrder());

  /** What would be unusual. */
  public sealed interface Sign {
    /** What a receipt says of it. */
    Code code();
  }

  /**
   * An action of a type that is not remembered of its sender.
   *
   * @param after once so many types are remembered; before, nothing is unusual
   */
  public record FirstAction(int after) implements Sign {
    @Override
    public Code code() {
      return Code.FIRST_ACTION;
    }
  }

  /**
   * An action whose ordering field has a value that is not remembered of its sender.
   *
   * @param after once so many targets are remembered; before, nothing is unusual
   */
  public record NewTarget(int after) implements Sign {
    @Override
    public Code code() {
      return Code.NEW_TARGET;
    }
  }

  /**
   * One action more than {@code max} within {@code per}, of whatever type.
   *
   * @param max so many are usual
   */
  public record Volume(int max, Duration per) implements Sign {
    @Override
    public Code code() {
      return Code.VOLUME_UNUSUAL;
    }
  }

  /** What is done, the strictest first. */
  public sealed interface Response {}

  /**
   * The action is denied, and all that its sender proposes for this long.
   *
   * @param time how long
   */
  public record Stop(Duration time) implements Response {}

  /** Persons are asked. */
  public record StepUp(Asked who) implements Response {}

  /** It is decided as otherwise, and its receipt says so. */
  public record Alert() implements Response {}

  private Duration stops() {
    return response instanceof Stop(Duration time) ? time : Duration.ZERO;
  }

  /** Less where more is done. */
  private int rank() {
    return switch (response) {
      case Stop _ -> 0;
      case StepUp _ -> 1;
      case Alert _ -> 2;
    };
  }
}
