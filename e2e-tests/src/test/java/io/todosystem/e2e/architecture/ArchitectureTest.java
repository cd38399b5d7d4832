package io.todosystem.e2e.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What CONTRIBUTING.md and ARCHITECTURE.md say of modules and packages, held against the compiled classes of all.
 *
 * <p>A rule whose subject matches no class fails (ArchUnit's default), and rules about forbidden calls are shown an
 * offender first.
 */
final class ArchitectureTest {
    private static final String ROOT = "io.todosystem.";
    private static final String[] SERVICES = {
        "io.todosystem.auth..", "io.todosystem.tasks..", "io.todosystem.notification..", "io.todosystem.bff.."
    };
    private static final String[] DAEMONS = {
        "io.todosystem.auth..",
        "io.todosystem.tasks..",
        "io.todosystem.notification..",
        "io.todosystem.bff..",
        "io.todosystem.platform..",
        "io.todosystem.eventing.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .withImportOption(location -> !location.contains("/$")) // Micronaut's
            .importPackages("io.todosystem");

    /** Libraries of JWTs and mails take dates of the old kind, made from an {@code Instant}; nothing else has any. */
    private static final ArchRule NO_OLD_DATES = noClasses()
            .should()
            .callConstructor(Date.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Calendar.class, SimpleDateFormat.class);

    /** A loop may pace itself, in a method that says so; nothing else waits by sleeping. */
    private static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "Thread.sleep outside of a method named pause",
                    call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getName().equals("sleep")
                            && !call.getOrigin().getName().equals("pause")));

    private static final ArchRule NO_STANDARD_STREAMS =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ParameterizedTest
    @ValueSource(strings = {"auth", "tasks", "notification", "bff"})
    void service_knows_no_other_service(String service) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + service + "..")
                .should(dependOnClassesThat(Predicates.resideInAnyPackage(SERVICES)
                        .and(DescribedPredicate.not(Predicates.resideInAPackage(ROOT + service + "..")))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "tasks", "notification", "bff", "platform", "eventing", "proto"})
    void nothing_but_tests_knows_the_local_stack(String module) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.todosystem.localstack..", "io.todosystem.e2e..")
                .check(CLASSES);
    }

    @Test
    void gateway_never_sees_eventing() {
        noClasses()
                .that()
                .resideInAPackage("io.todosystem.bff..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.todosystem.eventing..", "org.apache.kafka..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void shared_modules_depend_only_on_the_one_before() {
        onlyDependsOn("io.todosystem.proto..").check(CLASSES);
        onlyDependsOn("io.todosystem.platform..", "io.todosystem.proto..").check(CLASSES);
        onlyDependsOn("io.todosystem.eventing..", "io.todosystem.platform..", "io.todosystem.proto..")
                .check(CLASSES);
    }

    @Test
    void only_the_relay_sends_to_kafka() {
        ArchRule rule = classes()
                .that(Predicates.resideInAPackage("io.todosystem..")
                        .and(DescribedPredicate.describe("use a Kafka producer", ArchitectureTest::usesProducer)))
                .should()
                .resideInAPackage("io.todosystem.eventing.relay..");

        rule.check(CLASSES);
    }

    @Test
    void daemons_use_neither_old_dates_nor_sleep_nor_the_standard_streams() {
        JavaClasses daemons = CLASSES.that(Predicates.resideInAnyPackage(DAEMONS));
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        assertThat(daemons.size()).isGreaterThan(100);
        for (ArchRule rule : List.of(NO_OLD_DATES, NO_SLEEP, NO_STANDARD_STREAMS)) {
            assertThatThrownBy(() -> rule.check(offender)).isInstanceOf(AssertionError.class);
            rule.check(daemons);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "tasks", "notification", "bff", "platform", "eventing", "localstack"})
    void packages_of_a_module_form_no_cycle(String module) {
        slices().matching(ROOT + module + ".(**)")
                .should()
                .beFreeOfCycles()
                // Channels is the door to this package and is all that others see of it.
                .ignoreDependency(
                        Predicates.simpleName("Channels"),
                        Predicates.resideInAPackage("io.todosystem.platform.grpc.client"))
                .check(CLASSES);
    }

    @Test
    void every_package_of_ours_says_what_may_be_null() {
        classes()
                .that()
                .resideInAnyPackage(DAEMONS)
                .should()
                .beAnnotatedWith(NullMarked.class)
                .orShould(be(DescribedPredicate.describe(
                        "in a package that is @NullMarked", ArchitectureTest::isNullMarked)))
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_class_does() {
        noClasses()
                .that()
                .resideInAnyPackage(DAEMONS)
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Processor)")
                .check(CLASSES);
    }

    private static ArchRule onlyDependsOn(String module, String... others) {
        DescribedPredicate<JavaClass> allowed = Predicates.resideInAPackage(module)
                .or(Predicates.resideInAnyPackage(others))
                .or(DescribedPredicate.not(Predicates.resideInAPackage("io.todosystem..")));
        return noClasses().that().resideInAPackage(module).should(dependOnClassesThat(DescribedPredicate.not(allowed)));
    }

    private static boolean usesProducer(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> dependency.getTargetClass().isAssignableTo(Producer.class));
    }

    private static boolean isNullMarked(JavaClass type) {
        return type.getPackage().isAnnotatedWith(NullMarked.class);
    }

    /** Does everything that is forbidden. */
    static final class Offender {
        @SuppressWarnings({"JavaUtilDate", "SystemOut"})
        static void offend() throws InterruptedException {
            Thread.sleep(1);
            System.out.println(new Date());
        }

        private Offender() {}
    }
}
