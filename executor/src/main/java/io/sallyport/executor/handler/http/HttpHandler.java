package io.sallyport.executor.handler.http;

import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.target.CappedBody;
import io.sallyport.executor.target.OneRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Performs an action as exactly one HTTP/1.1 request on a connection of its own: no redirect, no
 * retry, no proxy, no cookie. Safe for any thread.
 */
public final class HttpHandler implements Handler {
  private final HttpSpec spec;
  private final OneRequest requests;

  /** A handler of {@code spec}; from now on the target's name is guarded in this JVM. */
  public HttpHandler(HttpSpec spec) {
    this.spec = spec;
    this.requests =
        OneRequest.to(spec.target(), spec.addresses(), spec.limits().timeout().dividedBy(2));
  }

  @Override
  public Duration timeout() {
    return spec.limits().timeout();
  }

  @Override
  public Performed perform(Performance performance) {
    Optional<String> path = spec.path().expand(name -> PlainValue.text(performance.fields(), name));
    if (path.isEmpty()) {
      return Performed.notExecuted(Code.TEMPLATE_REFUSED);
    }
    return send(request(path.get(), performance), performance);
  }

  private HttpRequest request(String path, Performance performance) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(spec.target().origin() + path))
            .header("Authorization", performance.lease().bearer())
            .header("Connection", "close")
            .header("Idempotency-Key", performance.action().text())
            .header("User-Agent", "sallyport-executor");
    if (spec.body().fields().isEmpty()) {
      return request.method(spec.method(), BodyPublishers.noBody()).build();
    }
    byte[] body = spec.body().of(performance.fields());
    return request
        .header("Content-Type", "application/json")
        .method(spec.method(), BodyPublishers.ofByteArray(body))
        .build();
  }

  private Performed send(HttpRequest request, Performance performance) {
    Optional<Code> late = performance.tooLate();
    if (late.isPresent()) {
      return Performed.notExecuted(late.get());
    }
    Duration time = performance.time(timeout());
    long cap = spec.limits().maxResponse().bytes();
    try {
      HttpResponse<Optional<Digest>> response =
          requests.send(request, () -> CappedBody.digest(cap), time);
      return meaning(response, performance.times().clock().instant());
    } catch (ExecutionException e) {
      return FailureKind.of(e.getCause(), spec.target().host());
    } catch (TimeoutException e) {
      boolean cut = time.compareTo(timeout()) < 0;
      return Performed.inDoubt(cut ? Code.LEASE_OVER : Code.OUTCOME_UNKNOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Performed.inDoubt(Code.OUTCOME_UNKNOWN);
    }
  }

  private Performed meaning(HttpResponse<Optional<Digest>> response, Instant now) {
    int status = response.statusCode();
    Optional<Duration> retryAfter = RetryAfter.of(response.headers(), now);
    Optional<Answer> answer = response.body().map(digest -> new Answer(status, digest, retryAfter));
    if (answer.isEmpty()) {
      return Performed.inDoubt(Code.RESPONSE_TOO_LARGE);
    }
    if (spec.answers().success().contains(status)) {
      return new Performed.Succeeded(answer);
    }
    if (spec.answers().notExecuted().contains(status)) {
      return new Performed.NotExecuted(Code.TARGET_REFUSED, answer);
    }
    return new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer);
  }
}
