package org.trayline.contract.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The classes of this project that are not tests, read once.
public final class Code {
    private static final JavaClasses PRODUCTION =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/org/trayline/contract/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("org.trayline");

    private Code() {}

    public static JavaClasses production() {
        return PRODUCTION;
    }
}
