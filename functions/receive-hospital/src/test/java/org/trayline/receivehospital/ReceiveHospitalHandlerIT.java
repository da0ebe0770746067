package org.trayline.receivehospital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trayline.kit.Settings;
import org.trayline.testdatabase.TestDatabase;
import org.trayline.testinvocation.Invocation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

class ReceiveHospitalHandlerIT {
    private static final Path HOSPITAL =
            Path.of("../import-hospital/src/test/resources/hospital").toAbsolutePath();

    private final TestDatabase database = TestDatabase.create();
    private final Map<String, byte[]> objects = new TreeMap<>();

    /// A bucket of the few calls that are made.
    @SuppressWarnings("unchecked")
    private S3Client s3() {
        S3Client s3 = mock();
        when(s3.listObjectsV2(any(Consumer.class)))
                .thenAnswer(
                        call -> {
                            ListObjectsV2Request.Builder request = ListObjectsV2Request.builder();
                            ((Consumer<ListObjectsV2Request.Builder>) call.getArgument(0))
                                    .accept(request);
                            return ListObjectsV2Response.builder()
                                    .contents(
                                            objects.keySet().stream()
                                                    .filter(
                                                            key ->
                                                                    key.startsWith(
                                                                            request.build()
                                                                                    .prefix()))
                                                    .map(key -> S3Object.builder().key(key).build())
                                                    .toList())
                                    .build();
                        });
        when(s3.getObject(any(Consumer.class), any(Path.class)))
                .thenAnswer(
                        call -> {
                            GetObjectRequest.Builder request = GetObjectRequest.builder();
                            ((Consumer<GetObjectRequest.Builder>) call.getArgument(0))
                                    .accept(request);
                            Files.write(call.getArgument(1), objects.get(request.build().key()));
                            return GetObjectResponse.builder().build();
                        });
        when(s3.putObject(any(Consumer.class), any(RequestBody.class)))
                .thenAnswer(
                        call -> {
                            PutObjectRequest.Builder request = PutObjectRequest.builder();
                            ((Consumer<PutObjectRequest.Builder>) call.getArgument(0))
                                    .accept(request);
                            RequestBody body = call.getArgument(1);
                            objects.put(
                                    request.build().key(),
                                    body.contentStreamProvider().newStream().readAllBytes());
                            return PutObjectResponse.builder().build();
                        });
        return s3;
    }

    private void put(String folder) throws IOException {
        try (Stream<Path> files = Files.list(HOSPITAL)) {
            for (Path file : files.toList()) {
                objects.put(folder + file.getFileName(), Files.readAllBytes(file));
            }
        }
        objects.put(folder + "READY", new byte[0]);
    }

    private List<String> received(String folder) {
        Invocation invocation =
                new Invocation(
                        new ReceiveHospitalHandler(
                                Settings.of(TestDatabase.environment(database.jdbcUrl())), s3()));
        invocation.answer(
                """
                {"version": "0", "source": "aws.s3", "detail-type": "Object Created", "detail":
                 {"bucket": {"name": "hospitals"}, "object": {"key": "%sREADY", "size": 0}}}"""
                        .formatted(folder));
        return invocation.log();
    }

    private String report(String folder) {
        return new String(
                objects.getOrDefault(folder + "report.txt", new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void aFolderIsImportedAndItsReportIsBesideIt() throws IOException {
        put("north/2026-11-20/");
        String log = received("north/2026-11-20/").toString();
        assertTrue(log.contains("IMPORTED"), log);
        assertTrue(Integer.parseInt(database.rows("select count(*) from patients").getFirst()) > 0);
        assertTrue(report("north/2026-11-20/").contains("patients"), report("north/2026-11-20/"));
    }

    @Test
    void aBadFolderIsRefusedWithEveryBadRowAndChangesNothing() throws IOException {
        put("south/");
        objects.put(
                "south/patients.csv",
                "id,mrn,family_name,given_name,birth_date,allergy_status\n,,,,,WHO_KNOWS\n"
                        .getBytes(StandardCharsets.UTF_8));
        String log = received("south/").toString();
        assertTrue(log.contains("REJECTED"), log);
        assertTrue(report("south/").contains("patients.csv"), report("south/"));
        assertEquals("0", database.rows("select count(*) from patients").getFirst());
    }
}
