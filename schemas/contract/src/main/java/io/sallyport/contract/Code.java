package io.sallyport.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * Why something was refused or how it ended: stable words, the same in headers, receipts, metrics,
 * logs and docs. A new one may be added, an old one never changes its meaning.
 */
public enum Code {
  // admit
  HEADER_UNCLEAR("admit", "A header that is read is missing, there twice, or not plain ASCII."),
  SOURCE_UNKNOWN("admit", "No source of the bundle has that name and topic."),
  BODY_EMPTY("admit", "The record has no value."),
  BODY_TOO_LARGE("admit", "The body is larger than the source's limits.body."),
  CONTENT_TYPE_REFUSED("admit", "The source does not list this content type."),
  CLOUDEVENT_BINARY(
      "admit", "A ce_ header is repeated, too long or no attribute's, or the data not one value."),
  EVIDENCE_MISSING("admit", "A header of the source's scheme was not forwarded."),
  EVIDENCE_INVALID("admit", "The forwarded evidence is there twice, malformed, or does not hold."),
  EVIDENCE_STALE("admit", "The signed time is too far from the broker's append time."),
  DELEGATION_BROKEN(
      "admit", "A hop is of another source, not handed on by who had it, or names somebody twice."),
  DELEGATION_TOO_DEEP("admit", "An agent's proposal comes over more than four hops."),
  DELEGATION_WIDENED("admit", "A hop hands on more than it was handed: type, effect or time."),
  DELEGATION_EXPIRED("admit", "The append time is not within each hop's iat and exp."),
  IDENTITY_MISMATCH("admit", "The record's key is not the dedupe id of its signed bytes."),
  PARTITION_MISMATCH("admit", "The record does not lie on its key's partition."),
  STALE("admit", "The delivery is older than the source's maxAge, from the broker's append time."),
  DUPLICATE("admit", "This delivery was decided before."),
  ID_CONFLICT("admit", "The id came before with other bytes."),

  // release
  RELEASE_UNAUTHORISED("release", "No operator of this validator signed the command for it."),
  RELEASE_MALFORMED("release", "The command's claims are not those of a release."),
  RELEASE_EXPIRED("release", "The command was appended outside its time, or may live too long."),
  RELEASE_RECEIPT_INVALID("release", "The receipt is not the one that the command names, or ours."),
  RELEASE_NOT_REFUSED("release", "The receipt says neither REFUSED nor UNBOUND."),
  RELEASE_NOT_ADMITTED("release", "The delivery failed admission; that is never released."),
  RELEASE_MISMATCH("release", "Bytes, key or partition are not those of the receipt."),
  RELEASE_TOO_OLD("release", "The receipt is older than release.maxAge."),

  // parse
  UTF8_INVALID("parse", "The body is not strict UTF-8, or begins with a byte order mark."),
  JSON_INVALID("parse", "The body is not one JSON value (RFC 8259)."),
  JSON_NOT_OBJECT("parse", "The body is JSON, but not an object."),
  JSON_DUPLICATE_KEY("parse", "An object has the same name twice (RFC 7493)."),
  JSON_TRAILING("parse", "Something follows the JSON value."),
  JSON_DEPTH("parse", "Objects and arrays are nested deeper than limits.depth."),
  JSON_NUMBER("parse", "A number has more digits or a larger exponent than allowed."),
  JSON_TEXT("parse", "A string or name is too long, or holds U+0000 or a lone surrogate."),
  JSON_ITEMS("parse", "The document has more values than allowed."),
  FORM_INVALID("parse", "The body is not a form: name=value joined by '&', %XX for all but plain."),
  FORM_LIMIT("parse", "A form has more fields, longer names or more escapes than allowed."),
  FORM_DUPLICATE_FIELD("parse", "A form has the same field twice."),
  FORM_FIELD_MISSING("parse", "A form does not have the source's payload.field."),
  CLOUDEVENT_INVALID("parse", "An attribute of the CloudEvents envelope is missing or not valid."),
  CLOUDEVENT_DATA("parse", "The envelope has both data and data_base64, or no base64 there."),
  PARSER_EXHAUSTED("parse", "The parser ran out of stack or memory on this body."),

  // match
  NO_RULE("match", "No rule of the source matched."),
  MATCH_ERROR("match", "A rule's when could not be evaluated on this event."),
  RULES_TOO_MANY("match", "More rules fire for the delivery than limits.decisions allows."),

  // bind
  BIND_MISSING("bind", "An expression reads a field that the event does not have."),
  BIND_TYPE("bind", "A value has not the type of the field."),
  BIND_ERROR("bind", "An expression of the rule could not be evaluated."),
  CONSTRAINT_TYPE("bind", "A value has not the declared type."),
  CONSTRAINT_LENGTH("bind", "A string is shorter than minLength or longer than maxLength."),
  CONSTRAINT_PATTERN("bind", "A string does not match the pattern as a whole."),
  CONSTRAINT_FORMAT("bind", "A string has not the named format."),
  CONSTRAINT_ENUM("bind", "A value is none of the symbols."),
  CONSTRAINT_RANGE("bind", "A number, date or timestamp is below min or above max."),
  CONSTRAINT_MULTIPLE("bind", "A number is no multiple of multipleOf, or finer than its type."),
  CONSTRAINT_ITEMS("bind", "An array or map has more than maxItems entries."),
  CONSTRAINT_KEY("bind", "A map's key does not match its pattern."),
  ACTION_TOO_LARGE(
      "bind", "The record would be larger than the trusted topic, the desk or persons are given."),

  // decide
  PERMITTED("decide", "A permit statement holds and no deny statement does."),
  DENIED_BY_STATEMENT("decide", "A deny statement holds."),
  DENIED_BY_DEFAULT("decide", "No permit statement holds."),
  MODIFIED("decide", "Permitted with the changes that modify statements demand."),
  MODIFY_CONFLICT("decide", "Two modify statements that hold set the same field."),
  MODIFY_INVALID("decide", "A value that a modify statement sets breaks the type's constraints."),
  PERSIST_NOT_GRANTED("decide", "The action persists and no permit statement grants that."),
  APPROVAL_NEEDED("decide", "Permitted once as many persons as are asked have approved it."),
  ACTION_FORBIDDEN("decide", "A policy forbids this action type, whatever else holds."),
  POLICY_ERROR("decide", "A statement could not be evaluated; an error denies."),
  REFERRED("decide", "The decision needs memory: the desk makes it, with a receipt of its own."),
  DELEGATION_SCOPE("decide", "The action's type or effect is not within what was delegated."),
  ASSURANCE_TOO_LOW("decide", "The source's assurance is below the action's minAssurance."),

  // desk
  QUOTA_EXCEEDED("desk", "As many actions as a quota allows lie within its time already."),
  QUOTA_SHARE_EXCEEDED("desk", "The sender has its whole share of a quota already."),
  DEFERRED("desk", "A defer statement holds, or a quota that defers is full: the action waits."),
  DEFERRED_BEHIND("desk", "An action of the same order waits at the desk, and this one behind it."),
  DEFER_OVERDUE("desk", "What the action waited for had not come at its deadline."),
  DEFERS_FULL("desk", "As many actions wait at the desk as may, of the sender or of all."),
  SESSION_EXPIRED("desk", "The session is over: older than its rule allows."),
  SESSION_FULL("desk", "As many actions as its rule allows were decided in the session."),
  SESSIONS_FULL("desk", "The sender has as many sessions as its rule allows at a time."),
  SESSION_CHANGED("desk", "The session is known, and began at another time."),
  SESSION_AHEAD("desk", "The session begins later than now."),
  FIRST_ACTION("desk", "No action of this type is remembered of its sender: an alarm said so."),
  NEW_TARGET("desk", "No action on this target is remembered of its sender: an alarm said so."),
  VOLUME_UNUSUAL("desk", "The sender acted more often than is usual: an alarm said so."),
  SENDER_STOPPED("desk", "An alarm has stopped the sender, and its time is not over."),
  DESK_VOID("desk", "The bundle changed: no such rule or type any more, or a Watch came or went."),
  REFERRAL_INVALID("desk", "What lies at the desk is not the gate's, or came before."),
  OUTCOME_INVALID("desk", "What lies on a topic of outcomes is no receipt of that cell."),
  OUTCOME_MISPLACED("desk", "An outcome lies under another key than the action was decided with."),
  WITNESSED("desk", "A cell told where its chain of receipts stands, and the desk signed that."),

  // seal
  EXPIRED_BEFORE_SEAL("seal", "The mandate would have expired before it was sealed."),

  // hold
  APPROVED("hold", "As many persons as were asked approved the action; it was sealed."),
  HOLD_OVERDUE("hold", "Too few persons had approved the action at its deadline."),
  HOLD_VOID("hold", "The bundle changed, or the action was held anew: what was approved is over."),
  HOLDS_FULL("hold", "As many actions wait for persons as may, of the sender or of all."),
  HOLD_MALFORMED("hold", "What lies on the topic of holds is not the validator's."),
  VERDICTS_FULL("hold", "More verdicts of one person wait for actions to come than may."),

  // verify
  MANDATE_MISSING("verify", "The record has not exactly one mandate header."),
  MANDATE_TOO_LARGE("verify", "The mandate is larger than 16 KiB."),
  KEY_UNKNOWN("verify", "The mandate's header is not that of a pinned key."),
  KEY_NOT_VALID("verify", "The pinned key may not sign at this time, for this cell, or any more."),
  SIGNATURE_INVALID("verify", "The signature does not hold."),
  MANDATE_MALFORMED("verify", "The signed claims are not those of a mandate."),
  ISSUER_MISMATCH("verify", "The mandate is not from this environment's validator."),
  AUDIENCE_MISMATCH("verify", "The mandate is for another environment or cell."),
  TOPIC_MISMATCH("verify", "The mandate names another topic."),
  RECORD_PARTITION_MISMATCH("verify", "The mandate names another partition."),
  RECORD_KEY_MISMATCH("verify", "The mandate names another record key."),
  DIGEST_MISMATCH("verify", "The mandate was signed over another value."),
  TTL_TOO_LONG("verify", "The mandate is valid for longer than the type's maxTtl."),
  NOT_YET_VALID("verify", "The mandate is not valid yet, beyond the allowed clock skew."),
  EXPIRED("verify", "The mandate has expired; nothing fires late."),
  FINGERPRINT_UNKNOWN("verify", "The cell has not pinned this schema."),
  ACTION_UNKNOWN("verify", "The cell has no handler for this action type."),
  EFFECT_TOO_HIGH("verify", "The action's effect is above the cell's maxEffect."),
  AVRO_INVALID("verify", "The value is not the canonical Avro form of the pinned schema."),
  CONSTRAINT_VIOLATED("verify", "A value breaks a constraint of the pinned schema."),
  ORDER_KEY_MISMATCH("verify", "The record's key is not the digest of the orderBy field."),
  APPROVAL_MISSING("verify", "The type needs approvals and the mandate has none that count."),
  APPROVAL_QUORUM_TOO_LOW("verify", "The mandate asks for fewer approvals than the type does."),
  APPROVAL_INVALID("verify", "A verdict's signature does not hold, or its claims are not those."),
  APPROVAL_MISMATCH("verify", "A verdict is on another action, body, bundle, hold or cell."),
  APPROVAL_NOT_YET_VALID("verify", "A verdict is of the future, beyond the allowed clock skew."),
  APPROVAL_EXPIRED(
      "verify", "A verdict is over, ends after the deadline, or ends before the mandate."),
  APPROVAL_TOO_OLD("verify", "The mandate's life counts from later than its last approval."),
  APPROVAL_DENIED("verify", "A person who was asked denied the action."),
  APPROVAL_REPEATED("verify", "Two of the verdicts are one person's."),
  APPROVAL_MISPLACED(
      "verify", "An approved action, or a verdict, lies on another partition than its key's."),
  APPROVALS_TOO_FEW("verify", "Fewer persons of a group approved than its threshold."),
  APPROVER_UNKNOWN("verify", "A verdict is signed with no key of an approver of the bundle."),
  APPROVER_NOT_IN_GROUP("verify", "An approver is a member of none of the groups that are asked."),
  APPROVER_IS_REQUESTER("verify", "An approver requested the action or brought it."),
  REVOKED("verify", "An operator revoked the action, or something that it has."),
  REVOCATIONS_STALE(
      "verify", "Revocations were not confirmed within maxStaleness; nothing starts."),
  SUPERSEDED("verify", "A newer action of this type and key, by their sequence, was claimed."),
  ALREADY_CLAIMED("verify", "This action id was claimed before."),

  // lease
  LEASE_MALFORMED("lease", "What the minter was sent is no request of its protocol."),
  LEASE_MISMATCH("lease", "The action type's handler uses another credential, or none."),
  LEASE_REPEATED("lease", "The minter lent a credential for this action before."),
  LEASES_FULL("lease", "The minter remembers as many actions as it may; it lends nothing."),

  // perform
  SUCCEEDED("perform", "The target confirmed the action."),
  TARGET_REFUSED("perform", "The target answered that it did not perform the action."),
  TARGET_UNREACHABLE(
      "perform", "No connection was made, or the target did not prove its name; nothing was sent."),
  ADDRESS_REFUSED("perform", "The target's address is special-purpose and not allowed."),
  TEMPLATE_REFUSED("perform", "A value would change the structure of the request."),
  LEASE_FAILED("perform", "No credential could be had; nothing was sent."),
  LEASE_OVER("perform", "The credential's lease.max passed before the action had ended."),
  DEADLINE_PASSED("perform", "The claim's deadline passed before the first byte."),
  OUTCOME_UNKNOWN("perform", "The request was sent and no answer decides whether it took effect."),
  RESPONSE_TOO_LARGE("perform", "The target's answer was larger than maxResponse, so unreadable."),
  ROLLED_BACK("perform", "The transaction ended before its commit; nothing was changed."),
  ROWS_EXCEEDED("perform", "More rows than maxRows were returned or changed; rolled back."),
  COLUMNS_REFUSED("perform", "The result has a column that is not in columns; rolled back."),
  LEDGER_UNUSABLE("perform", "The target's table of performed actions cannot be used."),
  PROGRAM_NOT_STARTED(
      "perform", "The program is not the pinned one, or its sandbox was not made; nothing ran."),
  TOPIC_UNUSABLE(
      "perform", "The target's topic is missing, may not be written, or has not that partition."),
  RECORD_TOO_LARGE(
      "perform", "The record would be larger than maxRecord, or than its topic takes."),
  RECORD_REFUSED("perform", "The target's topic did not take the record; it was withdrawn."),
  OWNER_LOST("perform", "The process that claimed the action ended without an outcome."),

  // revoke
  REVOCATION_UNAUTHORISED(
      "revoke", "The record is not that operator's, or for another environment."),
  REVOCATION_MALFORMED("revoke", "The claims are not those of a revocation or its lifting."),
  REVOCATION_UNKNOWN("revoke", "The lifting names no revocation that came before it."),
  REVOCATIONS_FULL("revoke", "There are more revocations than may be held: everything is stopped."),

  // resolve
  RESOLVED("resolve", "Operators said what became of an action in doubt."),
  RESOLUTION_UNAUTHORISED(
      "resolve", "The command is not that operator's, or for another environment or cell."),
  RESOLUTION_MALFORMED("resolve", "The claims or the headers are not those of a resolution."),
  RESOLUTION_EXPIRED("resolve", "The command was appended or read outside its time."),
  RESOLUTION_RECEIPT_INVALID("resolve", "The receipt does not lie there, or is not this cell's."),
  RESOLUTION_NOT_IN_DOUBT("resolve", "The receipt does not say that this action is in doubt."),
  RESOLUTION_TOO_OLD("resolve", "The doubt is older than the ledger remembers resolutions."),
  RESOLUTION_NEEDS_SECOND("resolve", "Such an action needs the word of two different operators."),
  RESOLUTION_SECOND_INVALID(
      "resolve", "What the command confirms is no other operator's command that says the same."),
  ALREADY_RESOLVED("resolve", "The doubt was resolved before; the first resolution counts."),
  RESOLUTIONS_FULL("resolve", "More resolutions are waiting or remembered than may be."),

  // bundle
  BUNDLE_LOADED("bundle", "A bundle was loaded."),
  CHAIN_OPENED("bundle", "A chain of receipts begins.");

  private final String step;
  private final String meaning;

  Code(String step, String meaning) {
    this.step = step;
    this.meaning = meaning;
  }

  /** The word itself: {@code constraint-format}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The step that gives it, a word of the design. */
  public String step() {
    return step;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }

  /** Reads the word. */
  public static Optional<Code> parse(String text) {
    for (Code code : values()) {
      if (code.text().equals(text)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
