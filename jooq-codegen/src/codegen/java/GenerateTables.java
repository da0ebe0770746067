import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// Migrates an empty PostgreSQL and generates jOOQ's view of it. Run by the build from its source;
/// does nothing where neither the migrations nor this file nor the libraries have changed.
///
/// Arguments: the folder of the migrations, the folder to generate to, this file, and the folder to
/// leave the migrated server's data in: a copy of it is a fresh database in a twentieth of the
// time.
public class GenerateTables {
    private static final String DOMAIN = "org.trayline.meal.";

    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]).toAbsolutePath().normalize();
        Path target = Path.of(args[1]);
        Path data = Path.of(args[3]);
        Path stamp = target.resolveSibling("jooq.sha256");
        String inputs = hash(migrations, Path.of(args[2]));
        if (Files.isDirectory(data)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(inputs)) {
            return;
        }
        delete(data);
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure()
                    .dataSource(url, "postgres", "")
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            generate(url, target);
        }
        Files.writeString(stamp, inputs);
    }

    private static void generate(String url, Path target) throws Exception {
        GenerationTool.generate(
                new Configuration()
                        .withLogging(Logging.WARN)
                        .withJdbc(
                                new org.jooq.meta.jaxb.Jdbc()
                                        .withUrl(url)
                                        .withUser("postgres")
                                        .withPassword(""))
                        .withGenerator(
                                new Generator()
                                        .withDatabase(
                                                new Database()
                                                        .withInputSchema("public")
                                                        .withOutputSchemaToDefault(true)
                                                        .withExcludes("flyway_schema_history")
                                                        .withIncludeRoutines(false)
                                                        .withForcedTypes(forcedTypes()))
                                        .withGenerate(
                                                new Generate()
                                                        .withGeneratedAnnotation(false)
                                                        .withDaos(false)
                                                        .withPojos(false))
                                        .withTarget(
                                                new Target()
                                                        .withPackageName("org.trayline.tables")
                                                        .withDirectory(target.toString()))));
    }

    private static List<ForcedType> forcedTypes() {
        return List.of(
                new ForcedType()
                        .withName("INSTANT")
                        .withIncludeTypes("timestamptz|timestamp with time zone"),
                code("facility.FacilityId", "facilities\\.id|.*\\.facility_id", "value"),
                code("patient.PatientId", "patients\\.id|.*\\.patient_id", "value"),
                code(
                        "recipe.RecipeId",
                        "recipes\\.id|recipe_versions\\.id|.*\\.recipe_id",
                        "value"),
                code(
                        "order.TrayOrderId",
                        "tray_orders\\.id|.*\\.(replaces_)?tray_order_id",
                        "value"),
                code("diet.FoodTexture", ".*\\.food_texture", "code"),
                code("diet.DrinkThickness", "diet_orders\\.drink_thickness", "code"),
                constant("facility.MealPeriod", ".*\\.meal_period"),
                constant("facility.MissingDietOrder", ".*\\.missing_diet_order"),
                constant("recipe.Recipe.Kind", "(recipes|recipe_versions)\\.kind"),
                constant("patient.AllergyStatus", "patients\\.allergy_status"),
                constant("patient.Encounter.Status", "encounters\\.status"),
                constant("patient.Encounter.ServiceType", "encounters\\.service_type"),
                constant("diet.Nutrient", "nutrient_limits\\.nutrient"),
                constant("diet.NutrientLimit.Per", "nutrient_limits\\.period"),
                constant("patient.Allergen", "allergies\\.allergen"),
                constant("patient.AllergyRecord.Kind", "allergies\\.kind"),
                constant("patient.AllergyRecord.Verification", "allergies\\.verification"),
                constant("order.TrayRequest.Source", "tray_requests\\.source"),
                constant("order.TrayRequest.Status", "tray_requests\\.status"),
                constant("order.TrayRequest.Outcome", "tray_requests\\.outcome"),
                constant("order.TrayOrderStatus", "tray_orders\\.status"),
                constant("order.StaffNotice.Kind", "owed_notices\\.kind"),
                constant("order.Reason", "tray_order_hold_reasons\\.reason"));
    }

    /// A column of enum constants.
    private static ForcedType constant(String type, String columns) {
        return new ForcedType()
                .withUserType(DOMAIN + type)
                .withEnumConverter(true)
                .withIncludeExpression("public\\.(" + columns + ")");
    }

    /// A column of a type that has its text from an accessor and is made from it: a record of one
    /// text by its constructor, an enum of codes by `ofCode`.
    private static ForcedType code(String type, String columns, String accessor) {
        String name = DOMAIN + type;
        return new ForcedType()
                .withUserType(name)
                .withConverter(
                        "org.jooq.Converter.ofNullable(String.class, %1$s.class, %1$s::%2$s, %1$s::%3$s)"
                                .formatted(
                                        name, accessor.equals("code") ? "ofCode" : "new", accessor))
                .withIncludeExpression("public\\.(" + columns + ")");
    }

    private static void delete(Path folder) throws Exception {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static String hash(Path migrations, Path self) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        digest.update(Files.readAllBytes(self));
        digest.update(System.getProperty("java.class.path").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
