package dev.vigil;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may know which: the arrows go one way. */
class ArchitectureTest {
  private static final JavaClasses VIGIL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.vigil");

  /** For each package, the packages that it may use, each with all below it. */
  private static final Map<String, String> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("diagnostic", ""),
              Map.entry("serial", ""),
              Map.entry("servers", ""),
              Map.entry("yaml", "diagnostic"),
              Map.entry("event", "serial"),
              Map.entry("signal", "event"),
              Map.entry("condition", "event diagnostic signal"),
              Map.entry("plan", "condition signal"),
              Map.entry("rule", "plan condition signal diagnostic yaml event"),
              Map.entry("pattern", "plan condition"),
              Map.entry("explain", "engine"),
              Map.entry("alert", "rule event condition serial"),
              Map.entry("control", "rule serial diagnostic"),
              Map.entry("engine", "pattern rule"),
              Map.entry("match", "engine alert control"),
              Map.entry("rollup", "event serial"),
              Map.entry("io", "event alert control serial rollup"),
              Map.entry("conf", "yaml event diagnostic io rule"),
              Map.entry("setup", "conf"),
              Map.entry("job", "match conf"),
              Map.entry("ruletest", "match conf servers"),
              Map.entry("backtest", "match conf servers"),
              Map.entry("demo", "job setup servers"),
              Map.entry("bench", "job backtest servers"),
              Map.entry("cli", "job setup servers demo bench ruletest backtest explain")));

  @TestFactory
  Stream<DynamicTest> package_uses_only_packages_below_it() {
    return ARROWS.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> arrows(name).check(VIGIL)));
  }

  @Test
  void every_package_has_its_place() {
    assertThat(VIGIL.getPackage("dev.vigil").getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .isSubsetOf(ARROWS.keySet())
        .hasSizeGreaterThan(10);
  }

  @Test
  void packages_make_no_circles() {
    slices().matching("dev.vigil.(**)").should().beFreeOfCycles().check(VIGIL);
  }

  @Test
  void every_package_refuses_nulls() {
    List<String> unmarked =
        VIGIL.getPackage("dev.vigil").getSubpackagesInTree().stream()
            .filter(found -> !found.getClasses().isEmpty())
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void only_pattern_and_engine_touch_flink_cep() {
    noClasses()
        .that(resideInAPackage("dev.vigil.."))
        .and(resideOutsideOfPackage("dev.vigil.pattern.."))
        .and(resideOutsideOfPackage("dev.vigil.engine.."))
        .and(resideOutsideOfPackage("dev.vigil.bench.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink.cep..")
        .check(VIGIL);
  }

  @Test
  void other_engines_are_measured_beside_and_in_no_product() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.espertech..", "io.siddhi..")
        .check(VIGIL);
  }

  @Test
  void only_the_command_line_ends_the_process() {
    noClasses()
        .that(resideOutsideOfPackage("dev.vigil.cli.."))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(VIGIL);
  }

  @Test
  void time_is_java_time() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Date.class).check(VIGIL);
  }

  private static ArchRule arrows(String name) {
    Set<String> allowed = new TreeSet<>();
    collect(name, allowed);
    String[] packages =
        allowed.stream().map(found -> "dev.vigil." + found + "..").toArray(String[]::new);
    return classes()
        .that(resideInAPackage("dev.vigil." + name + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.vigil..").or(resideInAnyPackage(packages)))
        .allowEmptyShould(true);
  }

  private static void collect(String name, Set<String> into) {
    if (into.add(name)) {
      Arrays.stream(ARROWS.getOrDefault(name, "").split(" "))
          .filter(below -> !below.isEmpty())
          .forEach(below -> collect(below, into));
    }
  }
}
