package io.stillwatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: floors, and what may stand on which. See docs/decisions/0002-floors.md. */
final class ArchitectureTest {
  private static final String ROOT = "io.stillwatch.";

  /** Rooms by floor, lowest first. A room imports lower floors only. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("source", "sample", "table"),
          Set.of("codebook", "pid", "interval"),
          Set.of("join", "window"),
          Set.of("snapshot", "measure", "summary"),
          Set.of("wire", "kafka", "recording", "npy", "metrics", "status"),
          Set.of("config", "agent"),
          Set.of("cli"));

  /** Rooms of its own floor that a room may import all the same. */
  private static final Map<String, Set<String>> NEIGHBOURS =
      Map.of(
          "sample", Set.of("source"),
          "interval", Set.of("pid"),
          "window", Set.of("join"),
          "measure", Set.of("snapshot"),
          "summary", Set.of("measure", "snapshot"),
          "agent", Set.of("config"));

  private static final int PURE_FLOORS = 4;

  /** Each library has one home. */
  private static final Map<String, Set<String>> HOMES =
      Map.of(
          "org.nd4j..", Set.of("codebook"),
          "com.fasterxml.jackson..", Set.of("wire", "config"),
          "org.apache.kafka..", Set.of("kafka"),
          "com.github.luben.zstd..", Set.of("recording"),
          "io.micrometer..", Set.of("metrics"),
          "io.prometheus..", Set.of("metrics"),
          "com.sun.net.httpserver..", Set.of("status"),
          "at.favre.lib..", Set.of("status"),
          "picocli..", Set.of("cli"));

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.stillwatch");

  static Stream<String> rooms() {
    return FLOORS.stream().flatMap(Set::stream).filter(ArchitectureTest::exists);
  }

  private static boolean exists(String room) {
    return AGENT.stream().anyMatch(type -> roomOf(type).equals(room));
  }

  private static String roomOf(JavaClass type) {
    String rest = type.getPackageName().replaceFirst("^io\\.stillwatch\\.?", "");
    return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
  }

  private static int floorOf(String room) {
    return IntStream.range(0, FLOORS.size())
        .filter(floor -> FLOORS.get(floor).contains(room))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyClassStandsInARoomOfTheHouse() {
    Set<String> known = FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> rooms =
        AGENT.stream().map(ArchitectureTest::roomOf).collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(rooms);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(AGENT);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsLowerFloorsOnly(String room) {
    Set<String> allowed =
        FLOORS.subList(0, floorOf(room)).stream()
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    allowed.add(room);
    allowed.addAll(NEIGHBOURS.getOrDefault(room, Set.of()));
    String[] forbidden =
        FLOORS.stream()
            .flatMap(Set::stream)
            .filter(other -> !allowed.contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(AGENT);
    }
  }

  static Stream<String> pureRooms() {
    return FLOORS.subList(0, PURE_FLOORS).stream()
        .flatMap(Collection::stream)
        .filter(ArchitectureTest::exists);
  }

  @ParameterizedTest
  @MethodSource("pureRooms")
  void aPureRoomTouchesNoClockFileLogOrThread(String room) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.net..",
            "java.time..",
            "java.util.concurrent..",
            "java.util.logging..",
            "org.slf4j..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .allowEmptyShould(true)
        .check(AGENT);
  }

  @Test
  void onlySeedsMakesRandomNumbers() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "table.Seeds")
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .check(AGENT);
  }

  @Test
  void everyLibraryHasOneHome() {
    HOMES.forEach(
        (library, homes) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    homes.stream().map(home -> ROOT + home + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(AGENT));
  }

  @Test
  void onlyTheCommandLineMayEndTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(AGENT);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(AGENT);
  }

  @Test
  void nobodyIsInheritedFromButExceptionsAndSealedTypes() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotRecords()
        .and()
        .areNotAssignableTo(Throwable.class)
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(AGENT);
  }

  @Test
  void noFileIsLongerThan350Lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> longFiles =
          files.filter(f -> f.toString().endsWith(".java")).filter(f -> lines(f) > 350).toList();
      assertThat(longFiles).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
