package io.sallyport.compose.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags become names in the rows of their items; what does not fit together is told. */
class MatrixTest {
  private static final Matrix PAGE =
      new Matrix(
          """
          # A list

          | item | what holds it | tests |
          |---|---|---|
          | `X1` doors | each has its key | none |
          | `X2` windows | nothing: an owner's own | none |
          """);
  private static final String TEST = "  @Test\n  void opens() {}\n}\n";

  @TempDir private Path project;

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(project.resolve("schemas"));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void writeClass(String module, String name, String tags, String body) throws IOException {
    write(
        module + "/src/test/java/org/" + name + ".java",
        "package org;\n\n%sclass %s {\n%s".formatted(tags, name, body));
  }

  private List<String> faults() throws IOException {
    return PAGE.faults(Sources.of(project).holders());
  }

  @Test
  void namesTestsOfEachModuleAndScripts() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n", TEST);
    writeClass("schemas/doors", "KeyTest", "@Timeout(5)\n@Tag(\"X1\")\n", TEST);
    writeClass("doors", "OtherTest", "", TEST);
    write("doors/try.sh", "#!/bin/sh\n# Tries each door.\n# @Tag(\"X1\")\n");
    Files.setPosixFilePermissions(
        project.resolve("doors/try.sh"),
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));

    assertThat(faults()).isEmpty();
    assertThat(PAGE.with(Sources.of(project).holders()))
        .isEqualTo(
            PAGE.page()
                .replace(
                    "key | none |",
                    "key | `doors/KeyTest`, `doors/try.sh`, `schemas/doors/KeyTest` |"));
  }

  @Test
  void writesTheSameAgainAndForgetsWhatSaysNothingAnyMore() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n", TEST);
    Matrix written = new Matrix(PAGE.with(Sources.of(project).holders()));

    assertThat(written.with(Sources.of(project).holders())).isEqualTo(written.page());
    assertThat(written.with(List.of())).isEqualTo(PAGE.page());
  }

  @Test
  void tellsATagOfNoItem() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n@Tag(\"X11\")\n", TEST);

    assertThat(faults()).containsExactly("doors/KeyTest has a tag of no item: X11");
  }

  @Test
  void tellsAnItemWithoutTest() throws IOException {
    writeClass("doors", "KeyTest", "", TEST);

    assertThat(faults()).containsExactly("X1 has no test, and does not begin with nothing:");
  }

  @Test
  void tellsATestOfWhatNothingHolds() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n@Tag(\"X2\")\n", TEST);

    assertThat(faults()).containsExactly("X2 has a test, and begins with nothing:");
  }

  @Test
  void tellsATagThatNoRunTestHas() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n", "  void opens() {}\n}\n");
    writeClass("doors", "KeySuite", "@Tag(\"X1\")\nabstract ", TEST);
    write("doors/try.sh", "# @Tag(\"X1\")\n");

    assertThat(faults())
        .containsExactly(
            "doors/KeySuite has a tag and no test that is run under this name",
            "doors/KeyTest has a tag and no test that is run under this name",
            "doors/try.sh has a tag and no test that is run under this name");
  }

  @Test
  void testsOfASuiteAreThoseOfItsClasses() throws IOException {
    writeClass("doors", "KeySuite", "abstract ", TEST);
    write(
        "doors/src/test/java/org/KeyIT.java", "@Tag(\"X1\")\nclass KeyIT extends KeySuite {\n}\n");

    assertThat(faults()).isEmpty();
  }

  @Test
  void tellsATagThatIsNotAboveAClassOrThereTwice() throws IOException {
    writeClass("doors", "KeyTest", "@Tag(\"X1\")\n@Tag(\"X1\")\n", "  @Tag(\"X1\")\n" + TEST);
    writeClass("doors", "LockTest", "@Tag(ITEM)\n", TEST);
    writeClass("doors", "BoltTest", "@Tags({@Tag(\"X1\")})\n", TEST);

    assertThat(faults())
        .containsExactly(
            "doors/BoltTest has a tag that is not alone on its line above the class:"
                + " @Tags({@Tag(\"X1\")})",
            "doors/KeyTest has a tag twice: X1",
            "doors/KeyTest has a tag that is not alone on its line above the class: @Tag(\"X1\")",
            "doors/LockTest has a tag that is not alone on its line above the class: @Tag(ITEM)");
  }
}
