package io.sallyport.executor.credential.minted;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are one message that is written the same way again, or none.
 *
 * <p>A build replays the inputs in {@code src/test/resources}. To fuzz one method for 90 s: {@code
 * JAZZER_FUZZ=1 mvn test -pl executor -am -Djazzer.hooks=true -Dtest=<class>#<method>
 * -Dsurefire.failIfNoSpecifiedTests=false}. What is found is written beside the inputs.
 */
class FrameFuzzTest {
  @FuzzTest(maxDuration = "90s")
  void readsARequestOrNone(byte[] frame) {
    MintRequest.parse(frame).ifPresent(request -> assertThat(request.write()).isEqualTo(frame));
  }

  @FuzzTest(maxDuration = "90s")
  void readsAnAnswerOrNone(byte[] frame) {
    MintAnswer.parse(frame.clone())
        .ifPresent(answer -> assertThat(answer.write()).isEqualTo(frame));
  }
}
