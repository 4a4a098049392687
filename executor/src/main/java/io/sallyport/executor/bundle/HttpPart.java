package io.sallyport.executor.bundle;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.executor.handler.http.HttpSpec;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.http.PathTemplate;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Cidr;
import io.sallyport.executor.target.Target;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part {@code http} of a Handler document. */
final class HttpPart {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");
  private static final String ALSO = ", and no decimal, date or timestamp of the type";

  private HttpPart() {}

  /** Reads the part against the type that it performs. */
  static HttpSpec read(ConfigNode http, Duration timeout, Optional<ActionType> type) {
    AddressRule addresses = addresses(http);
    PathTemplate path = PathTemplate.parse(http.text("path"));
    List<String> body = http.childOrEmpty("body").texts("json");
    type.ifPresent(known -> checkFields(http, known, path, body));
    return new HttpSpec(
        method(http),
        Target.parse(http.text("origin"), addresses),
        path,
        new JsonBody(body),
        new HttpSpec.Answers(statuses(http, "success"), statuses(http, "notExecuted")),
        new HttpSpec.Limits(timeout, maxResponse(http)),
        addresses);
  }

  private static String method(ConfigNode http) {
    String method = http.text("method");
    if (!METHODS.contains(method)) {
      http.problem("method", "must be POST, PUT, PATCH or DELETE");
    }
    return method;
  }

  private static ByteCount maxResponse(ConfigNode http) {
    return http.size("maxResponse", ByteCount.ofKib(64), new ByteCount(0), ByteCount.ofMib(16));
  }

  private static Set<Integer> statuses(ConfigNode http, String key) {
    Set<Integer> statuses = new LinkedHashSet<>();
    for (String text : http.texts(key)) {
      if (STATUS.matches(text)) {
        statuses.add(Integer.parseInt(text));
      } else {
        http.problem(key, "must list HTTP statuses from 200 to 599");
      }
    }
    return statuses;
  }

  static AddressRule addresses(ConfigNode http) {
    List<Cidr> ranges = new ArrayList<>();
    for (String text : http.texts("allowAddresses")) {
      Cidr.parse(text)
          .ifPresentOrElse(
              ranges::add,
              () -> http.problem("allowAddresses", "must list ranges such as 10.1.2.0/24"));
    }
    return new AddressRule(ranges);
  }

  private static void checkFields(
      ConfigNode http, ActionType type, PathTemplate path, List<String> body) {
    for (String field : path.fields()) {
      if (!PlainFields.has(type, field)) {
        http.problem("path", "{" + field + "} is no string, enum, integer or boolean" + ALSO);
      }
    }
    for (String field : body) {
      if (type.shape().fields().stream().noneMatch(each -> each.name().equals(field))) {
        http.problem("body", "the type has no field " + field);
      }
    }
  }
}
