package io.sallyport.bench.ingest;

import io.sallyport.bench.site.BrokerProcess;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A process that answers 202, and what each round took. For one thread. */
final class Contender implements AutoCloseable {
  /** Over which it is asked for its highest rate. */
  private static final int CONNECTIONS = 64;

  private final String name;
  private final JvmProcess process;
  private final BrokerProcess broker;
  private final int port;
  private final List<Turn> turns = new ArrayList<>();
  private long accepted;

  Contender(String name, JvmProcess process, BrokerProcess broker, int port) {
    this.name = name;
    this.process = process;
    this.broker = broker;
    this.port = port;
  }

  /**
   * One round.
   *
   * @param rate requests a second
   * @param own microseconds of CPU that each took of the process
   * @param broker of the broker
   * @param senders of this process, which sends
   */
  record Turn(double rate, double own, double broker, double senders) {
    double all() {
      return own + broker + senders;
    }

    @Override
    public String toString() {
      return "%8.0f/s, CPU of each %6.1f us its own, %6.1f broker, %6.1f senders"
          .formatted(rate, own, broker, senders);
    }
  }

  String name() {
    return name;
  }

  /** As many as it takes in that time; it counts, if {@code isMeasured}. */
  Turn turn(Duration time, boolean isMeasured) throws InterruptedException {
    Cpu before = cpu();
    Load.Answered answered = ask(new Load.Shape(CONNECTIONS, Load.AS_FAST_AS_IT_GOES, time));
    Turn turn = cpu().since(before, answered);
    if (isMeasured) {
      turns.add(turn);
    }
    return turn;
  }

  private Cpu cpu() {
    Duration senders = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Cpu(process.cpu(), broker.cpu(), senders);
  }

  private record Cpu(Duration own, Duration broker, Duration senders) {
    Turn since(Cpu before, Load.Answered answered) {
      return new Turn(
          answered.perSecond(),
          each(own.minus(before.own), answered),
          each(broker.minus(before.broker), answered),
          each(senders.minus(before.senders), answered));
    }

    private static double each(Duration all, Load.Answered answered) {
      return all.toNanos() / 1e3 / answered.count();
    }
  }

  /** Asks it so, and demands that each answer is 202. */
  Load.Answered ask(Load.Shape shape) throws InterruptedException {
    Load.Answered answered = new Load(port, shape).run();
    accepted += answered.count();
    return answered;
  }

  double[] each(ToDoubleFunction<Turn> figure) {
    return turns.stream().mapToDouble(figure).toArray();
  }

  double median(ToDoubleFunction<Turn> figure) {
    return Figures.median(each(figure));
  }

  /** How many it has accepted. */
  long accepted() {
    return accepted;
  }

  JvmProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
