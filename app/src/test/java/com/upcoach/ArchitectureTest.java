package com.upcoach;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.upcoach.session.Authentication;
import com.upcoach.session.Caller;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Who is signed in is asked by all others. */
    private static final String SESSION = "com.upcoach.session..";

    private static final String[] FEATURES = {
        "com.upcoach.user..",
        "com.upcoach.goal..",
        "com.upcoach.task..",
        "com.upcoach.checkin..",
        "com.upcoach.coaching..",
        "com.upcoach.subscription..",
        "com.upcoach.analytics..",
        "com.upcoach.me.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.upcoach");

    @Test
    void whatFeaturesShareKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "com.upcoach.http..",
                        "com.upcoach.grid..",
                        "com.upcoach.database..",
                        "com.upcoach.observe..",
                        "com.upcoach.listing..",
                        "com.upcoach.failure..",
                        "com.upcoach.log..",
                        "com.upcoach.digest..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(FEATURES).or(resideInAPackage(SESSION)))
                .check(MAIN);
    }

    @Test
    void goalsKnowOfNoCheckIns() {
        noClasses()
                .that()
                .resideInAPackage("com.upcoach.goal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.upcoach.checkin..")
                .check(MAIN);
    }

    @Test
    void tasksKnowOfNoOtherFeature() {
        noClasses()
                .that()
                .resideInAPackage("com.upcoach.task..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.upcoach.user..", "com.upcoach.goal..")
                .check(MAIN);
    }

    @Test
    void featuresKnowOfSessionsOnlyWhoCalls() {
        noClasses()
                .that()
                .resideInAnyPackage("com.upcoach.goal..", "com.upcoach.task..", "com.upcoach.entity..")
                .should()
                .dependOnClassesThat(resideInAPackage(SESSION)
                        .and(not(belongToAnyOf(
                                Authentication.class, Authentication.PersonalHandler.class, Caller.class))))
                .check(MAIN);
    }

    @Test
    void whatIsOfAllKindsKnowsOfNone() {
        noClasses()
                .that()
                .resideInAPackage("com.upcoach.entity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES)
                .check(MAIN);
    }

    @Test
    void nothingKnowsWhatPutsItTogether() {
        noClasses()
                .that()
                .resideOutsideOfPackage("com.upcoach")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.upcoach")
                .check(MAIN);
    }

    @Test
    void servicesKnowNoHttp() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Service")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .check(MAIN);
    }

    @Test
    void onlyTheDatabasePackageSpeaksJdbc() {
        classes()
                .that()
                .resideOutsideOfPackage("com.upcoach.database..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.helidon.dbclient..", "java.sql..", "javax.sql..", "com.zaxxer..")
                .check(MAIN);
    }
}
