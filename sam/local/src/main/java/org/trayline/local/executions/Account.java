package org.trayline.local.executions;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;

/// Which Step Functions to look at: that of a run on this machine, or an AWS account's.
///
/// With `--aws` everything comes from the AWS configuration, an `endpoint_url` too.
final class Account {
    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "8600",
            description = "that of the run to look at; default: ${DEFAULT-VALUE}")
    private int portBase;

    @Option(names = "--aws", description = "look at an AWS account instead")
    private boolean aws;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "with --aws: a profile of the AWS configuration")
    private @Nullable String profile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "with --aws: instead of the profile's region")
    private @Nullable String region;

    /// Opens a client.
    ///
    /// @throws IllegalArgumentException if an option needs `--aws`
    SfnClient open() {
        SfnClientBuilder builder = SfnClient.builder().httpClient(UrlConnectionHttpClient.create());
        if (!aws) {
            if (profile != null || region != null) {
                throw new IllegalArgumentException(
                        "%s: is for an AWS account, give --aws too"
                                .formatted(profile == null ? "--region" : "--profile"));
            }
            return builder.endpointOverride(endpoint())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }
        if (profile != null) {
            builder.credentialsProvider(
                    DefaultCredentialsProvider.builder().profileName(profile).build());
            builder.overrideConfiguration(settings -> settings.defaultProfileName(profile));
        }
        if (region != null) {
            builder.region(Region.of(region));
        }
        return builder.build();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + portBase);
    }

    /// What to say when Step Functions does not answer.
    ///
    /// @param why the client's own words
    String unreachable(String why) {
        return aws
                ? "Step Functions of the AWS account does not answer: " + why
                : "no Step Functions at %s: start sam/local/run, or give the --port-base of a run"
                        .formatted(endpoint());
    }
}
