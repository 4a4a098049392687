package io.sallyport.executor.credential.minted;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are one message that is written the same way again, or none.
 *
 * <p>A build replays the inputs in {@code src/test/resources}; {@code docs/how-to/fuzz.md} says how
 * to fuzz.
 */
class FrameFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsARequestOrNone(byte[] frame) {
    MintRequest.parse(frame).ifPresent(request -> assertThat(request.write()).isEqualTo(frame));
  }

  @FuzzTest(maxDuration = "60s")
  void readsAnAnswerOrNone(byte[] frame) {
    MintAnswer.parse(frame.clone())
        .ifPresent(answer -> assertThat(answer.write()).isEqualTo(frame));
  }
}
