package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;

/** Actions that write a row each into a real database, which does not keep a second one out. */
final class ShopEffects {
  /** What the database refuses. */
  static final String FORBIDDEN = "forbidden";

  private static final String TYPE =
      """
      {"type": "record", "name": "Note", "namespace": "com.example.actions", "doc": "A row.",
       "effect": "write", "cell": "deployments", "orderBy": "delivery", "maxTtl": "15m",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "delivery",
          "type": {"type": "string", "maxLength": 20, "pattern": "[a-z0-9-]{1,20}"}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: note}
      spec:
        action: com.example.actions.Note
        fingerprint: FINGERPRINT
        credential: shop
        timeout: 2s
        sql:
          server: {host: 127.0.0.1, port: PORT, database: postgres, tls: {mode: disable}}
          statement: 'INSERT INTO shop.effects (delivery) VALUES ({delivery})'
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: shop}
      spec:
        lease: {max: 1m, limit: 8}
        postgres:
          server: {host: 127.0.0.1, port: PORT, database: postgres, tls: {mode: disable}}
          user: sallyport_minter
          passwordFile: secrets/minter
          group: orders_writer
          access: write
      """;

  private final OwnType own;
  private final ActionType type;

  ShopEffects(Cluster cluster, Stage stage) throws IOException, SQLException {
    Shop.open();
    Shop.DATABASE.run(
        "CREATE TABLE shop.effects (delivery text CHECK (delivery <> '" + FORBIDDEN + "'))",
        "GRANT INSERT ON shop.effects TO orders_writer");
    Path password = stage.home().config().resolveSibling("secrets/minter");
    Files.writeString(password, Shop.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--------"));
    own = new OwnType(cluster, stage);
    String port = String.valueOf(Shop.DATABASE.port());
    type = own.install(TYPE, HANDLER.replace("PORT", port), CREDENTIAL.replace("PORT", port));
  }

  ActionId send(String delivery) {
    return own.produce(type, delivery, delivery);
  }

  OwnType own() {
    return own;
  }

  /** The deliveries of all rows. */
  static List<String> effects() throws SQLException {
    return Shop.DATABASE.ask("SELECT delivery FROM shop.effects ORDER BY delivery");
  }

  /** The actions that the database's own ledger knows. */
  static List<String> performed() throws SQLException {
    return Shop.DATABASE.ask("SELECT action_id FROM public.sallyport_actions");
  }
}
