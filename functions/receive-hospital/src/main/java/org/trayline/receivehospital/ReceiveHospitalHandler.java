package org.trayline.receivehospital;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.trayline.kit.ForeignJson;
import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.store.PostgresConnection;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The Lambda that is called when an object READY is put beside a hospital's files, the last of
/// them.
public final class ReceiveHospitalHandler implements RequestStreamHandler {
    private final ReceiveHospital receiveHospital;
    private final S3Client s3;

    public ReceiveHospitalHandler() {
        this(Settings.ofProcess());
    }

    public ReceiveHospitalHandler(Settings settings) {
        this(settings, S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build());
    }

    ReceiveHospitalHandler(Settings settings, S3Client s3) {
        this.s3 = s3;
        IamLogin login = new IamLogin(settings);
        this.receiveHospital =
                new ReceiveHospital(
                        PostgresConnection.of(
                                settings::require, login::databasePassword, "import-hospital"));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        try (LogLine log = LogLine.begin(context, null)) {
            try {
                receive(ForeignJson.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)), log);
            } catch (RuntimeException | Error fault) {
                log.fault(fault);
                throw fault;
            }
        }
    }

    private void receive(ForeignJson event, LogLine log) {
        String key = event.text("/detail/object/key");
        log.subject(key);
        log.outcome(
                receiveHospital.receive(S3Folder.of(s3, event.text("/detail/bucket/name"), key)));
    }
}
