package io.sallyport.compose;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house: who may know whom, and what nobody uses. */
@Tag("ASI05")
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sallyport");

  @Test
  void seesEveryModule() {
    List<String> modules =
        List.of(
            "contract",
            "evidence",
            "action",
            "handler",
            "confluent",
            "service",
            "ingest",
            "validator",
            "executor",
            "quickstart",
            "cli");

    assertThat(modules).allMatch(module -> CLASSES.containPackage("io.sallyport." + module));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "validator", "executor", "quickstart"})
  void keepsRolesApart(String role) {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sallyport." + role + "..")
        .and(not(resideInAPackage("io.sallyport.cli..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sallyport." + role + "..")
        .check(CLASSES);
  }

  @Test
  void givesTheCommandNothingButTheValidatorsPureCore() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.cli..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.sallyport.validator",
                "io.sallyport.validator.stream..",
                "io.sallyport.ingest..",
                "io.sallyport.executor..",
                "io.sallyport.quickstart..",
                "org.apache.kafka.streams.."))
        .check(CLASSES);
  }

  @Test
  void letsOnlyTheGateSealAndOnlyTheExecutorRead() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sallyport.validator.seal..",
            "io.sallyport.contract.mandate..",
            "io.sallyport.cli..")
        .should()
        .callMethod(
            "io.sallyport.contract.mandate.MandateCodec",
            "write",
            "io.sallyport.contract.mandate.Mandate")
        .check(CLASSES);
  }

  @Test
  void keepsUntrustedBytesOutOfTheExecutor() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.executor..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.sallyport.evidence..",
                "io.sallyport.confluent..",
                "dev.cel..",
                "org.apache.kafka.streams..",
                "org.eclipse.jetty.."))
        .check(CLASSES);
  }

  @Test
  void keepsAvroAndCelOutOfTheGateway() {
    noClasses()
        .that()
        .resideInAPackage("io.sallyport.ingest..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.apache.avro..", "dev.cel..", "io.sallyport.action.."))
        .check(CLASSES);
  }

  @Test
  void usesNoReaderThatMakesObjectsOfData() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SpecificDatumReader.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("javax.script..")
        .check(CLASSES);
  }

  @Test
  void matchesDataWithLinearPatternsOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sallyport.validator.parse..",
            "io.sallyport.validator.rule..",
            "io.sallyport.validator.bind..",
            "io.sallyport.validator.policy..",
            "io.sallyport.action.constraint..",
            "io.sallyport.executor.handler..",
            "io.sallyport.executor.target..")
        .and()
        .doNotHaveSimpleName("PolicyReader") // reads a bundle, no data
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Pattern.class)
        .check(CLASSES);
  }

  @Test
  void writesToStandardStreamsInCommandsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sallyport.cli..", "io.sallyport.quickstart..")
        .and()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .accessField(System.class, "out")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.sallyport.(*)..").should().beFreeOfCycles().check(CLASSES);
    for (String module : List.of("ingest", "validator", "executor", "contract", "action")) {
      slices()
          .matching("io.sallyport." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .check(CLASSES);
    }
  }

  @Test
  void marksEveryPackageForNullness() {
    List<String> unmarked =
        CLASSES.getPackage("io.sallyport").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void namesNothingAfterNothing() {
    classes()
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Data|Info)")
        .andShould()
        .haveNameNotMatching(".*\\.Abstract[A-Z].*")
        .check(CLASSES);
  }
}
