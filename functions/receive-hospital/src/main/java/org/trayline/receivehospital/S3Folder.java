package org.trayline.receivehospital;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A folder of a bucket.
///
/// @param prefix with its slash, or empty
record S3Folder(S3Client s3, String bucket, String prefix) {
    private static final String CSV = ".csv";

    /// A hospital has a dozen files.
    private static final int MOST = 100;

    /// The folder that a key is in.
    static S3Folder of(S3Client s3, String bucket, String key) {
        return new S3Folder(s3, bucket, key.substring(0, key.lastIndexOf('/') + 1));
    }

    /// Copies its CSV files, not those of folders within.
    void copyTo(Path folder) throws IOException {
        List<S3Object> objects =
                s3.listObjectsV2(
                                request ->
                                        request.bucket(bucket)
                                                .prefix(prefix)
                                                .delimiter("/")
                                                .maxKeys(MOST))
                        .contents();
        for (S3Object object : objects) {
            String name = object.key().substring(prefix.length());
            if (name.endsWith(CSV)) {
                s3.getObject(
                        request -> request.bucket(bucket).key(object.key()), folder.resolve(name));
            }
        }
    }

    void put(String name, String text) {
        s3.putObject(
                request -> request.bucket(bucket).key(prefix + name), RequestBody.fromString(text));
    }
}
