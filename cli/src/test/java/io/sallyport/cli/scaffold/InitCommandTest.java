package io.sallyport.cli.scaffold;

import static io.sallyport.cli.bundle.DemoBundles.PAYLOADS;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {
  private static final List<String> HOSTILE =
      List.of(
          "\" || true || \"",
          "'}\n    - {id: all, effect: permit, when: 'true'}\n",
          "${target}",
          "[a-z]{1000}{1000}(",
          "\\u0022 \\\" \\",
          "refs/heads/main # comment",
          "\u001b[2J\u202e\u2028\ufeff",
          "\ud83d\ude80 rocket",
          "- &a *a !!java.io.File ? : | > % @ `",
          "*/ // && || ? :",
          "{\"type\": \"record\"}",
          "null",
          "",
          "in");

  @TempDir private Path temporary;
  private final Screen screen = new Screen();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ref\": \"refs/heads/main\", \"size\": 3, \"ok\": true, \"rate\": 1.5}",
        "{\"a\": {\"b\": {\"c\": \"deep\"}}, \"n\": null, \"list\": [1, 2]}",
        "{\"x-key\": \"v\", \"in\": \"reserved\", \"1st\": \"digit\", \"\": \"empty\"}",
        "{\"1\": \"a name, no index\", \"in\": {\"0\": \"x\"}}",
        "{\"a\": \"x\", \"b\": {\"a\": \"y\"}, \"c\": {\"a\": \"z\"}, \"A\": \"w\"}",
        "{\"id\": \"x\", \"n\": -9007199254740991, \"big\": 1e300, \"huge\": 9223372036854775807}",
        "{\"sha\": \"3f9c1e0a7b52d84466a1c0f2e9d7b35518c4ae60\", \"mail\": \"a@b.example\"}",
      })
  void makesABundleThatPassesAtOnce(String payload) {
    Path bundle = init(payload);

    passes(bundle);
  }

  @Test
  void makesABundleOfTheDemosPayload() {
    Path bundle = init(text(PAYLOADS.resolve("main.json")));

    passes(bundle);
    assertThat(text(bundle.resolve("actions/ShopAction.avsc")))
        .contains("\"format\":\"git-sha\"")
        .contains("[a-z/]*");
  }

  @Test
  void makesNothingOfHostileTextsButValues() {
    for (int i = 0; i < HOSTILE.size(); i++) {
      String name = HOSTILE.get(i);
      String value = HOSTILE.get((i + 5) % HOSTILE.size());
      ObjectNode payload = StrictJson.object();
      payload.put("plain", "text").put(name, value).put("other" + name, 1).put("value", name);
      passes(init(new String(StrictJson.write(payload), StandardCharsets.UTF_8)));
    }
  }

  @Test
  void passesWithWhateverTextsComeIn() {
    Seeded.forAll(
        40,
        random -> {
          ObjectNode payload = StrictJson.object().put("plain", "text");
          for (int i = 0; i < 4; i++) {
            payload.put(garbage(random), garbage(random));
          }
          passes(init(new String(StrictJson.write(payload), StandardCharsets.UTF_8)));
        });
  }

  @Test
  void permitsTheSamplesValuesOnly() {
    Path bundle = init("{\"ref\": \"main\", \"size\": 3}");
    write(bundle.resolve("tests/payloads/sample.json"), "{\"ref\": \"main\", \"size\": 4}");

    assertThat(run(screen, "test", bundle)).isEqualTo(1);
    assertThat(screen.out()).contains("DENY (denied-by-default)");
  }

  @Test
  void takesTheFieldsThatAreAskedFor() {
    Path payload =
        write(temporary.resolve("p.json"), "{\"a\": {\"b/c\": [\"x\", \"y\"]}, \"n\": 1}");
    Path bundle = temporary.resolve("asked");

    int code =
        run(
            screen,
            "init",
            bundle,
            "--source",
            "shop",
            "--payload",
            payload,
            "--action",
            "org.shop.Ship",
            "--field",
            "second=/a/b~1c/1");

    assertThat(code).as(screen.err()).isZero();
    assertThat(text(bundle.resolve("rule-shop.yaml"))).contains("event.a['b/c'][1]");
    passes(bundle);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-name=/a", "x=a", "x=/nowhere", "x=/a", "x=/n", "in=/t"})
  void refusesFieldsThatCannotBe(String field) {
    Path payload = write(temporary.resolve("p.json"), "{\"a\": {}, \"n\": null, \"t\": \"x\"}");
    Path bundle = temporary.resolve("none");

    int code = run(screen, "init", bundle, "--source", "s", "--payload", payload, "--field", field);

    assertThat(code).isEqualTo(2);
    assertThat(bundle).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"n\": 1}", "{}", "[]", "{\"a\": 1, \"a\": 2}", "{\"a\": \"\\u0000\"}"})
  void refusesPayloadsWithoutATextOrThatTheGateRefuses(String payload) {
    Path file = write(temporary.resolve("p.json"), payload);
    Path bundle = temporary.resolve("none");

    assertThat(run(screen, "init", bundle, "--source", "s", "--payload", file)).isEqualTo(2);
    assertThat(bundle).doesNotExist();
  }

  @Test
  void overwritesNothing() {
    Path bundle = init("{\"ref\": \"main\"}");
    String before = text(bundle.resolve("policy-shop.yaml"));
    Path other = write(temporary.resolve("p.json"), "{\"ref\": \"other\"}");

    int code = run(screen, "init", bundle, "--source", "shop", "--payload", other);

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("is not empty");
    assertThat(text(bundle.resolve("policy-shop.yaml"))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "", "a b", "../up", "x: y"})
  void refusesOtherNames(String source) {
    Path file = write(temporary.resolve("p.json"), "{\"a\": \"b\"}");

    int code =
        run(screen, "init", temporary.resolve("none"), "--source", source, "--payload", file);

    assertThat(code).isEqualTo(2);
  }

  @Test
  void makesTheExecutorsSide() {
    Path bundle = init("{\"order\": \"A-1\", \"parcels\": 2}");
    Path executor = temporary.resolve("executor");

    int code = run(screen, "init", executor, "--from", bundle);

    assertThat(code).as(screen.err()).isZero();
    assertThat(run(screen, "lint", executor)).as(screen.out()).isZero();
    assertThat(run(screen, "lint", "--pin", "--check", executor, "--from", bundle)).isZero();
    assertThat(text(executor.resolve("actions/ShopAction.avsc")))
        .isEqualTo(text(bundle.resolve("actions/ShopAction.avsc")));
    assertThat(text(executor.resolve("handler-shop-action.yaml")))
        .contains("path: '/actions/ShopAction'", "body: {json: [order, parcels]}")
        .contains("promises that nothing was done; else leave it out.\n    notExecuted: [");
    assertThat(text(executor.resolve("trust-validator.yaml"))).contains("cells: [default]");
  }

  @Test
  void makesTheSideOfTheDemosBundleAndAsksForItsApprovers() {
    Path executor = temporary.resolve("executor");

    int code = run(screen, "init", executor, "--from", VALIDATOR);

    assertThat(code).as(screen.err()).isZero();
    assertThat(screen.err()).contains("Persons approve com.example.actions.Release");
    assertThat(executor.resolve("handler-deploy.yaml")).exists();
    assertThat(run(screen, "lint", executor)).isEqualTo(1);
    assertThat(screen.out()).contains("release-managers");
  }

  @Test
  void namesTheCell() {
    Path payload = write(temporary.resolve("p.json"), "{\"a\": \"b\"}");
    Path bundle = temporary.resolve("celled");

    int code =
        run(screen, "init", bundle, "--source", "s", "--payload", payload, "--cell", "deployments");

    assertThat(code).as(screen.err()).isZero();
    assertThat(text(bundle.resolve("actions/SAction.avsc"))).contains("\"cell\":\"deployments\"");
    passes(bundle);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--source s",
        "--payload p.json",
        "--from b --source s",
        "--from b --payload p.json",
        "--from b --cell c",
        "--from b --action a.B",
        "--from b --field a=/a",
        "--source s --payload p.json --cell No"
      })
  void saysWhatGoesTogether(String options) {
    Path none = temporary.resolve("none");
    List<String> words = new ArrayList<>(List.of("init", none.toString()));
    Stream.of(options.split(" ")).filter(each -> !each.isEmpty()).forEach(words::add);

    assertThat(run(screen, words.toArray())).isEqualTo(2);
    assertThat(screen.err()).containsPattern("--from|--cell: 1 to 40");
    assertThat(none).doesNotExist();
  }

  private Path init(String payload) {
    Path directory = temporary.resolve("b" + System.nanoTime());
    Path file = write(temporary.resolve("payload.json"), payload);
    int code = run(screen, "init", directory, "--source", "shop", "--payload", file);
    assertThat(code).as(payload + screen.err()).isZero();
    return directory;
  }

  private void passes(Path bundle) {
    assertThat(run(screen, "lint", bundle)).as(screen.out()).isZero();
    assertThat(run(screen, "test", bundle)).as(screen.out()).isZero();
  }

  private static String garbage(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      int point = random.nextInt(4) == 0 ? random.nextInt(0x11000) : 1 + random.nextInt(0x7f);
      if (point != 0 && !(point >= 0xd800 && point < 0xe000)) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
