package org.trayline.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who asks, by the claims of the token that the gateway's authorizer has verified.
///
/// @param id the token's subject
/// @param facilities the ids of those that it may see and act for
public record Caller(String id, Set<Role> roles, Set<String> facilities) {
    private static final Pattern SEPARATOR = Pattern.compile("[\\[\\],\\s]+");

    public Caller {
        roles = Set.copyOf(roles);
        facilities = Set.copyOf(facilities);
    }

    /// Groups that are no role say nothing here; without a subject there is nobody.
    ///
    /// @param claims of the request's context; texts, also where there are several
    static Optional<Caller> of(JsonNode claims) {
        String subject = claims.path("sub").asText("");
        if (subject.isBlank()) {
            return Optional.empty();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        // Groups of the pool's own users; an attribute of those whom another issuer has signed in.
        Stream.concat(several(claims, "cognito:groups"), several(claims, "custom:roles"))
                .forEach(code -> Role.ofCode(code).ifPresent(roles::add));
        Set<String> facilities = new TreeSet<>();
        several(claims, "custom:facilities").forEach(facilities::add);
        return Optional.of(new Caller(subject, roles, facilities));
    }

    /// The facility that a request is for: the named one, or the only one.
    ///
    /// @param named null where none is named
    /// @throws RequestRefused where the caller may not act for it, or none is named of several
    public String facility(@Nullable String named) {
        if (named == null && facilities.size() == 1) {
            return facilities.iterator().next();
        }
        if (named == null) {
            throw RequestRefused.invalid(
                    new Problem.Fault(
                            "facilityId",
                            null,
                            "is required where the caller has %d facilities"
                                    .formatted(facilities.size())));
        }
        if (!facilities.contains(named)) {
            throw RequestRefused.notFound("facilityId", named);
        }
        return named;
    }

    private static Stream<String> several(JsonNode claims, String name) {
        return Arrays.stream(SEPARATOR.split(claims.path(name).asText("")))
                .filter(text -> !text.isEmpty());
    }
}
