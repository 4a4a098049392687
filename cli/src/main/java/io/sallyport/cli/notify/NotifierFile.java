package io.sallyport.cli.notify;

import io.sallyport.cli.post.Address;
import io.sallyport.cli.post.Post;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Secret;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where notifications go, and how. Paths are relative to the file.
 *
 * @param endpoint the only address that is ever posted to
 * @param secret that signs
 * @param link where a person goes from the notification; the action's id takes the place of {@code
 *     {action}}
 * @param state the file that remembers how far receipts were told of
 * @param limits how patient it is
 */
record NotifierFile(URI endpoint, Secret secret, String link, Path state, Post.Patience limits) {
  private static final String ACTION = "{action}";
  private static final int MAX_LINK = 512;

  static NotifierFile read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Notifier");
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new NotifierFile(
            Address.read(spec, "endpoint"),
            HmacSecrets.standardWebhooks(Secret.read(spec.path("secretFile"))),
            link(spec),
            spec.path("state"),
            Post.Patience.read(spec.childOrEmpty("limits"))));
  }

  /** Whom a link leads to is shown to persons who trust it: no other schemes than these. */
  private static String link(ConfigNode spec) {
    String link = spec.text("link");
    boolean isOne = link.indexOf(ACTION) >= 0 && link.indexOf(ACTION) == link.lastIndexOf(ACTION);
    if (link.length() > MAX_LINK || !isOne || Address.parse(link.replace(ACTION, "a")).isEmpty()) {
      spec.problem("link", "https://... of at most 512 characters with {action} in it once");
    }
    return link;
  }

  String link(String action) {
    return link.replace(ACTION, action);
  }
}
