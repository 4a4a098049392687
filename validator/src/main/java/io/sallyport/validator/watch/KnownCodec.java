package io.sallyport.validator.watch;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one form in bytes of what is remembered of a sender. */
final class KnownCodec {
  private static final String STOPPED = "stopped";

  private KnownCodec() {}

  static byte[] write(Known known) {
    return JsonWriter.write(json -> {
      json.put("watch", known.watch())
          .putTexts("types", known.types())
          .putTexts("targets", known.targets())
          .putTexts("acted", known.acted().stream().map(KnownCodec::text).toList())
          .putObjects("waiting", known.waiting(), KnownCodec::write);
      known
          .stopped()
          .ifPresent(stopped ->
              json.putObject(
                  STOPPED,
                  member ->
                      member
                          .put("until", stopped.until().toEpochMilli())
                          .put("alarm", stopped.alarm())));
    });
  }

  private static String text(Instant at) {
    return Long.toString(at.toEpochMilli());
  }

  private static void write(JsonWriter json, Known.Waiting waiting) {
    Act act = waiting.act();
    json.put("id", act.id().text())
        .put("cell", act.cell())
        .put("type", act.type())
        .put("target", act.target().text())
        .put("receipt", waiting.receipt());
  }

  /** Reads it; empty when the bytes are nothing of this form. */
  static Optional<Known> read(byte[] value) {
    return StrictJson.read(value)
        .flatMap(object -> {
          Fields fields = Fields.of(object);
          try {
            Known known = read(fields);
            fields.end();
            return Optional.of(known);
          } catch (Fields.Mismatch | IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  private static Known read(Fields fields) throws Fields.Mismatch {
    List<Known.Waiting> waiting = new ArrayList<>();
    for (Fields each : fields.objects("waiting")) {
      waiting.add(waiting(each));
      each.end();
    }
    return new Known(
        fields.text("watch"),
        fields.texts("types"),
        fields.texts("targets"),
        fields.texts("acted").stream().map(Long::parseLong).map(Instant::ofEpochMilli).toList(),
        waiting,
        stopped(fields));
  }

  private static Known.Waiting waiting(Fields each) throws Fields.Mismatch {
    Act act =
        new Act(
            new ActionId(each.text("id")),
            each.text("cell"),
            each.text("type"),
            new DeskKey(each.text("target")));
    return new Known.Waiting(act, each.text("receipt"));
  }

  private static Optional<Known.Stopped> stopped(Fields fields) throws Fields.Mismatch {
    if (!fields.has(STOPPED)) {
      return Optional.empty();
    }
    Fields member = fields.object(STOPPED);
    Known.Stopped stopped =
        new Known.Stopped(Instant.ofEpochMilli(member.integer("until")), member.text("alarm"));
    member.end();
    return Optional.of(stopped);
  }
}
