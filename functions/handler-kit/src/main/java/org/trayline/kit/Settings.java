package org.trayline.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a function is told by its environment. The one place where environment variables are read.
public final class Settings {
    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    /// The environment of this process: a Lambda's.
    public static Settings ofProcess() {
        return new Settings(System.getenv());
    }

    /// An environment given by whoever runs the function in their own process.
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    /// The values of these names.
    ///
    /// @throws IllegalStateException naming all that are missing or blank at once
    public Map<String, String> require(String... names) {
        Map<String, String> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (value.isBlank()) {
                missing.add(name);
            }
            values.put(name, value);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "missing environment variables: " + String.join(", ", missing));
        }
        return values;
    }

    public String require(String name) {
        return require(new String[] {name}).getOrDefault(name, "");
    }

    /// A value that Lambda gives, or does not, by how the function runs; empty where it does not.
    String ofLambda(String name) {
        return environment.getOrDefault(name, "");
    }

    /// The value of a name, or another where it is missing or blank.
    public String orElse(String name, String other) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? other : value;
    }
}
