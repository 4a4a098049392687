package io.sallyport.executor.minter;

import io.sallyport.contract.Code;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What somebody says who took a user's processes over: {@code AskMain <socket>} sends each line of
 * its standard input, a frame in base64, over a connection of its own, tells the answer in a line
 * and leaves the connection open.
 */
public final class AskMain {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final List<FrameChannel> OPEN = new ArrayList<>();

  private AskMain() {}

  /** Asks until there is no more to ask. */
  public static void main(String[] arguments) throws IOException {
    Path socket = Path.of(arguments[0]);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(ask(socket, Base64.getDecoder().decode(line)));
    }
  }

  private static String ask(Path socket, byte[] frame) {
    SocketChannel connection;
    try {
      connection = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return "not let in";
    }
    FrameChannel channel = new FrameChannel(connection);
    OPEN.add(channel);
    try {
      channel.write(frame, TIME);
      return told(channel.read(MintAnswer.MAX_SIZE, TIME).flatMap(MintAnswer::parse));
    } catch (IOException e) {
      return "hung up on";
    }
  }

  private static String told(Optional<MintAnswer> answer) {
    return switch (answer.orElseThrow()) {
      case MintAnswer.Lent lent -> "lent " + new String(lent.secret(), StandardCharsets.US_ASCII);
      case MintAnswer.Refused(Code code) -> code.text();
      case MintAnswer.TakenBack() -> "taken back";
    };
  }
}
