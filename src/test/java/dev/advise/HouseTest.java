package dev.advise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.advise.advice.RuleCompiler;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.advise", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

  @ArchTest
  static void the_import_saw_the_house(JavaClasses classes) {
    assertTrue(classes.size() > 60, "only " + classes.size() + " classes were imported");
  }

  @ArchTest
  static final ArchRule each_room_opens_only_on_the_rooms_below_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("laws")
          .definedBy("dev.advise.laws..")
          .layer("facts")
          .definedBy("dev.advise.facts..")
          .layer("profile")
          .definedBy("dev.advise.profile..")
          .layer("probe")
          .definedBy("dev.advise.probe..")
          .layer("advice")
          .definedBy("dev.advise.advice..")
          .layer("check")
          .definedBy("dev.advise.check..")
          .layer("practice")
          .definedBy("dev.advise.practice..")
          .layer("report")
          .definedBy("dev.advise.report..")
          .layer("cli")
          .definedBy("dev.advise.cli..")
          .whereLayer("laws")
          .mayNotAccessAnyLayer()
          .whereLayer("facts")
          .mayOnlyAccessLayers("laws")
          .whereLayer("profile")
          .mayOnlyAccessLayers("facts", "laws")
          .whereLayer("probe")
          .mayOnlyAccessLayers("facts", "laws")
          .whereLayer("advice")
          .mayOnlyAccessLayers("facts", "laws")
          .whereLayer("check")
          .mayOnlyAccessLayers("advice", "probe", "profile", "facts", "laws")
          .whereLayer("practice")
          .mayOnlyAccessLayers("advice", "probe", "profile", "facts", "laws")
          .whereLayer("report")
          .mayOnlyAccessLayers("check", "advice", "probe", "profile", "facts", "laws")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .because("data flows one way: read, ask, consult, weigh, tell");

  @ArchTest
  static final ArchRule rooms_do_not_go_round_in_circles =
      slices().matching("dev.advise.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_advice_knows_the_rule_engine =
      noClasses()
          .that()
          .resideInAPackage("dev.advise..")
          .and()
          .resideOutsideOfPackage("dev.advise.advice..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.drools..", "org.kie..")
          .because("the engine can be replaced in one room");

  @ArchTest
  static final ArchRule only_the_door_knows_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.advise.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule yaml_is_read_where_profiles_and_the_ledger_are =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.advise.profile..",
              "dev.advise.advice..",
              "dev.advise.check..",
              "dev.advise.practice..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule nobody_prints_past_the_door =
      noClasses()
          .that(not(belongToAnyOf(RuleCompiler.class)))
          .and()
          .resideOutsideOfPackage("dev.advise.cli..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("results go through the writers that the command line was given");
}
