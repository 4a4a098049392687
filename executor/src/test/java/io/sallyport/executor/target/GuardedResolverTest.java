package io.sallyport.executor.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names whose owner changes what they resolve to. */
@Tag("ASI02")
class GuardedResolverTest {
  private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);
  private static final String ORDINARY = "1.1.1.1";
  private static final String METADATA = "169.254.169.254";

  /** What is checked is what the connection gets: a second question would have another answer. */
  @Test
  void answersWithTheAddressesThatItChecked() throws UnknownHostException {
    Rebinding names = new Rebinding(ORDINARY, METADATA);
    guard("once.example");

    assertThat(new GuardedResolver.Resolver(names).lookupByName("once.example", ANY))
        .containsExactly(InetAddress.ofLiteral(ORDINARY));
    assertThat(names.left()).isEqualTo(1);
  }

  @Test
  void refusesNameThatChangedToASpecialAddress() throws UnknownHostException {
    Rebinding names = new Rebinding(ORDINARY, METADATA, ORDINARY);
    InetAddressResolver guarded = new GuardedResolver.Resolver(names);
    guard("twice.example");
    guarded.lookupByName("twice.example", ANY);

    assertThatThrownBy(() -> guarded.lookupByName("twice.example", ANY))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageNotContaining(METADATA);
    assertThat(GuardedHosts.isRefused("twice.example")).isTrue();

    guarded.lookupByName("twice.example", ANY);
    assertThat(GuardedHosts.isRefused("twice.example")).isFalse();
  }

  @Test
  void refusesSpecialAddressBesideAnOrdinaryOne() {
    Rebinding names = new Rebinding(ORDINARY + "," + METADATA);
    guard("both.example");

    assertThatThrownBy(() -> new GuardedResolver.Resolver(names).lookupByName("both.example", ANY))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void guardsTheNameHoweverItIsWritten() {
    Rebinding names = new Rebinding(METADATA);
    guard("case.example");

    assertThatThrownBy(() -> new GuardedResolver.Resolver(names).lookupByName("CASE.example", ANY))
        .isInstanceOf(UnknownHostException.class);
  }

  private static void guard(String host) {
    GuardedHosts.guard(host, new AddressRule(List.of()));
  }

  /** A name server that answers each question with the next of its answers. */
  private static final class Rebinding implements InetAddressResolver {
    private static final Pattern COMMA = Pattern.compile(",");

    private final Deque<String> answers;

    Rebinding(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    int left() {
      return answers.size();
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
      return COMMA.splitAsStream(answers.remove()).map(InetAddress::ofLiteral);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      throw new UnknownHostException("nobody asks for names");
    }
  }
}
