package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.Optional;

/**
 * A receipt as an event of class API Activity (6003) of the Open Cybersecurity Schema Framework.
 *
 * @param operation the type of the action, or what happened where there is none
 * @param result how it ended
 * @param status whether that is what was asked for
 * @param severity how much somebody should care
 * @param code why, where there is a code
 * @see <a href="https://schema.ocsf.io/1.3.0/classes/api_activity">schema.ocsf.io</a>
 */
record OcsfEvent(
    String operation, String result, Status status, Severity severity, Optional<Code> code) {
  private static final String VERSION = "1.3.0";
  private static final String PRODUCT = "Sallyport";
  private static final int CATEGORY = 6;
  private static final int CLASS = 6003;
  private static final int READ = 2;
  private static final int OTHER = 99;

  /** {@code status_id}. */
  enum Status {
    SUCCESS(1),
    FAILURE(2),
    NEITHER(99);

    private final int id;

    Status(int id) {
      this.id = id;
    }
  }

  /** {@code severity_id}. */
  enum Severity {
    INFORMATIONAL(1),
    LOW(2),
    MEDIUM(3),
    HIGH(4);

    private final int id;

    Severity(int id) {
      this.id = id;
    }
  }

  /** The event of a receipt; empty where it tells of no delivery and no action. */
  static Optional<ObjectNode> of(Receipt receipt) {
    return described(receipt.body()).map(event -> event.json(receipt));
  }

  private static Optional<OcsfEvent> described(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.DeliveryEnded ended -> Optional.of(undecided(ended));
      case ReceiptBody.Decision decision -> Optional.of(decided(decision));
      case ReceiptBody.Referred referred -> Optional.of(decided(referred.decision()));
      case ReceiptBody.Ruled(var action, var ruling) ->
          Optional.of(decided(action.type(), ruling.verdict().result(), ruling.code()));
      case ReceiptBody.HoldEnded(var action, var ending) ->
          Optional.of(decided(action.type(), ending.result(), ending.code()));
      case ReceiptBody.Outcome outcome -> Optional.of(performed(outcome));
      case ReceiptBody.Rejection rejection -> Optional.of(rejected(rejection));
      case ReceiptBody.Resolved resolved -> Optional.of(resolved(resolved));
      case ReceiptBody.ChainOpened _, ReceiptBody.Reload _, ReceiptBody.Witnessed _ ->
          Optional.empty();
    };
  }

  private static OcsfEvent undecided(ReceiptBody.DeliveryEnded ended) {
    boolean refused = ended.ending() == Ending.REFUSED;
    Status status = refused ? Status.FAILURE : Status.NEITHER;
    Severity severity = refused ? Severity.LOW : Severity.INFORMATIONAL;
    Optional<Code> code = Optional.of(ended.code());
    return new OcsfEvent("delivery", ended.ending().name(), status, severity, code);
  }

  private static OcsfEvent rejected(ReceiptBody.Rejection rejection) {
    Optional<Code> code = Optional.of(rejection.code());
    return new OcsfEvent("record", "REJECTED", Status.FAILURE, Severity.HIGH, code);
  }

  private static OcsfEvent resolved(ReceiptBody.Resolved resolved) {
    String result = "RESOLVED " + resolved.resolution().finding().text();
    String type = resolved.action().type();
    return new OcsfEvent(type, result, Status.NEITHER, Severity.LOW, Optional.empty());
  }

  private static OcsfEvent decided(ReceiptBody.Decision decision) {
    String operation = decision.action().map(ReceiptBody.Action::type).orElse("delivery");
    return decided(operation, decision.verdict().result(), decision.code());
  }

  private static OcsfEvent decided(String operation, DecisionResult result, Code code) {
    Status status =
        switch (result) {
          case ALLOWED, MODIFIED -> Status.SUCCESS;
          case DENIED, UNBOUND, EXPIRED -> Status.FAILURE;
          case HELD, DEFERRED, REFERRED -> Status.NEITHER;
        };
    Severity severity = result == DecisionResult.DENIED ? Severity.LOW : Severity.INFORMATIONAL;
    return new OcsfEvent(operation, result.name(), status, severity, Optional.of(code));
  }

  private static OcsfEvent performed(ReceiptBody.Outcome outcome) {
    OutcomeResult result = outcome.result();
    Status status =
        switch (result) {
          case SUCCEEDED -> Status.SUCCESS;
          case FAILED, EXPIRED, REVOKED -> Status.FAILURE;
          case IN_DOUBT, SUPERSEDED -> Status.NEITHER;
        };
    Severity severity =
        switch (result) {
          case IN_DOUBT -> Severity.MEDIUM;
          case FAILED, REVOKED -> Severity.LOW;
          case SUCCEEDED, EXPIRED, SUPERSEDED -> Severity.INFORMATIONAL;
        };
    String type = outcome.action().type();
    return new OcsfEvent(type, result.name(), status, severity, Optional.of(outcome.code()));
  }

  private ObjectNode json(Receipt receipt) {
    Optional<ReceiptBody.Action> action = receipt.action();
    boolean reads = action.filter(some -> some.effect() == Effect.READ).isPresent();
    int activity = reads ? READ : OTHER;
    ObjectNode json = StrictJson.object();
    json.put("category_uid", CATEGORY).put("class_uid", CLASS);
    json.put("activity_id", activity).put("type_uid", CLASS * 100 + activity);
    action.ifPresent(some -> json.put("activity_name", some.effect().text()));
    json.put("time", receipt.issuedAt().toEpochMilli());
    json.put("severity_id", severity.id);
    json.put("status_id", status.id).put("status", result);
    code.ifPresent(some -> json.put("status_code", some.text()));
    metadata(json.putObject("metadata"), receipt);
    api(json.putObject("api"), action);
    from(json, receipt);
    action.ifPresent(some -> resource(json.putArray("resources").addObject(), some));
    return json;
  }

  private static void metadata(ObjectNode json, Receipt receipt) {
    json.put("version", VERSION).put("uid", receipt.issuer() + "/" + receipt.id());
    json.put("log_name", receipt.chain()).put("sequence", receipt.seq());
    receipt.body().subject().ifPresent(some -> json.put("correlation_uid", some.id()));
    json.putObject("product").put("name", PRODUCT).put("vendor_name", PRODUCT);
  }

  private void api(ObjectNode json, Optional<ReceiptBody.Action> action) {
    json.put("operation", operation);
    json.putObject("service").put("name", PRODUCT);
    action.ifPresent(some -> json.putObject("request").put("uid", some.id().text()));
  }

  /** Who brought it: the principal if one was proved, and whoever wrote the receipt. */
  private static void from(ObjectNode json, Receipt receipt) {
    Optional<ReceiptBody.Delivery> delivery = receipt.body().subject();
    ObjectNode actor = json.putObject("actor");
    actor.put("app_name", receipt.issuer());
    delivery
        .flatMap(ReceiptBody.Delivery::evidence)
        .ifPresent(proof -> actor.putObject("user").put("uid", proof.principal()));
    String source = delivery.map(ReceiptBody.Delivery::source).orElse(receipt.issuer());
    json.putObject("src_endpoint").put("svc_name", source);
  }

  private static void resource(ObjectNode json, ReceiptBody.Action action) {
    json.put("uid", action.id().text()).put("type", action.type());
    json.put("namespace", action.cell());
  }
}
