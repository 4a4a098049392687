package io.sallyport.confluent;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.sallyport.confluent.RegistryException.Reason;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;

/**
 * The few calls to the registry that we make, through the official client with bounded waiting and
 * no retries. There is none that looks a schema up by an id. Used by one thread.
 */
final class RegistryClient implements AutoCloseable {
  private static final int CACHED_SCHEMAS = 1_000;
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final RegistryConfig config;
  private final CachedSchemaRegistryClient client;

  RegistryClient(RegistryConfig config) {
    this.config = config;
    this.client =
        new CachedSchemaRegistryClient(
            new OnePlace(config.url().toString()), CACHED_SCHEMAS, ClientSettings.of(config));
  }

  /** The one place that the URL says: who sends us elsewhere gets no credentials there. */
  private static final class OnePlace extends RestService {
    OnePlace(String url) {
      super(url);
    }

    @Override
    protected HttpURLConnection buildConnection(URL url, String method, Map<String, String> headers)
        throws IOException {
      HttpURLConnection connection = super.buildConnection(url, method, headers);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }

  /** The id of exactly this schema under the subject, if it is registered there. */
  OptionalInt idOf(String subject, Schema schema) {
    return ask("look up " + subject, NOT_FOUND, () -> client.getId(subject, new AvroSchema(schema)))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** Whether the subject has any version. */
  boolean has(String subject) {
    return ask("list versions of " + subject, NOT_FOUND, () -> client.getAllVersions(subject))
        .filter(versions -> !versions.isEmpty())
        .isPresent();
  }

  /** Registers the schema; empty when the registry refuses it as incompatible. */
  OptionalInt register(String subject, Schema schema) {
    return ask(
            "register " + subject, CONFLICT, () -> client.register(subject, new AvroSchema(schema)))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** The subject's own compatibility level, if it has one. */
  Optional<String> compatibility(String subject) {
    return ask("read the config of " + subject, NOT_FOUND, () -> client.getCompatibility(subject));
  }

  /** Sets the subject's own compatibility level. */
  void setCompatibility(String subject, String level) {
    ask("configure " + subject, 0, () -> client.updateCompatibility(subject, level));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new RegistryException(Reason.REGISTRY_ANSWER, "the registry's client did not close", e);
    }
  }

  /** One call of the client. */
  private interface Call<T> {
    T make() throws IOException, RestClientException;
  }

  /** The answer; empty when the registry says {@code no}, the status that is an answer too. */
  private <T> Optional<T> ask(String what, int no, Call<T> call) {
    try {
      return Optional.ofNullable(call.make());
    } catch (RestClientException e) {
      if (e.getStatus() == no) {
        return Optional.empty();
      }
      // Without its cause, whose text is the registry's.
      throw new RegistryException(
          reason(e.getStatus()),
          "the registry did not %s: status %d, code %d"
              .formatted(what, e.getStatus(), e.getErrorCode()));
    } catch (SSLException e) {
      throw new RegistryException(
          Reason.REGISTRY_UNTRUSTED,
          "no trusted connection to the registry at " + config.url() + " to " + what,
          e);
    } catch (JsonProcessingException e) {
      throw new RegistryException(
          Reason.REGISTRY_ANSWER, "the registry did not " + what + ": its answer is not JSON");
    } catch (IOException e) {
      throw new RegistryException(
          Reason.REGISTRY_UNREACHABLE,
          "the registry at " + config.url() + " cannot be reached to " + what,
          e);
    }
  }

  private static Reason reason(int status) {
    return switch (status) {
      case UNAUTHENTICATED -> Reason.REGISTRY_UNAUTHENTICATED;
      case FORBIDDEN -> Reason.REGISTRY_FORBIDDEN;
      default -> Reason.REGISTRY_ANSWER;
    };
  }
}
