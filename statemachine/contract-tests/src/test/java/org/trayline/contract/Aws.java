package org.trayline.contract;

import java.net.URI;

/// What the AWS SDK's clients read where they are not told otherwise: the functions' clients are
/// pointed at endpoints of these tests by the SDK's own system properties.
public final class Aws {
    public static final String REGION = "eu-central-1";
    public static final String ACCOUNT = "000000000000";

    private Aws() {}

    /// A region and credentials that no AWS account knows; one attempt, since the workflow retries.
    public static void configure() {
        System.setProperty("aws.region", REGION);
        System.setProperty("aws.accessKeyId", "none");
        System.setProperty("aws.secretAccessKey", "none");
        System.setProperty("aws.maxAttempts", "1");
    }

    /// @param service as the SDK spells it in `aws.endpointUrlSns`
    public static void endpoint(String service, URI endpoint) {
        System.setProperty("aws.endpointUrl" + service, endpoint.toString());
    }

    /// A value that a handler can be made with, of whichever variable.
    public static String setting(String name) {
        return switch (name) {
            case "AUTH" -> "PASSWORD";
            case "DATABASE_URL" -> "jdbc:postgresql://127.0.0.1:1/none";
            default -> "redis://127.0.0.1:1";
        };
    }

    public static String lambdaArn(String function) {
        return "arn:aws:lambda:%s:%s:function:%s:live".formatted(REGION, ACCOUNT, function);
    }

    public static String topicArn() {
        return "arn:aws:sns:%s:%s:staff-notices".formatted(REGION, ACCOUNT);
    }
}
