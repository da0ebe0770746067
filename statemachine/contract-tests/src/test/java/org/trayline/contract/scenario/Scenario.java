package org.trayline.contract.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trayline.contract.Project;
import org.trayline.meal.facility.MealPeriod;

/// One file of `statemachine/scenarios`.
///
/// @param title what happens, as a sentence
/// @param because the rule or promise that it is a case of
/// @param hospital what is in the database, a file of `scenarios/hospital`
/// @param given what differs from that hospital: rows per table, each laid over the row of the same
///     id if there is one
/// @param meal which meal is asked for; the patient is `anna`
/// @param now when the first execution starts
/// @param changes what others do meanwhile
/// @param faults what goes wrong
/// @param runs the executions, one after the other
/// @param afterwards what the database and the staff have in the end
record Scenario(
        String title,
        String because,
        String hospital,
        @Nullable Map<String, List<ObjectNode>> given,
        MealPeriod meal,
        OffsetDateTime now,
        @Nullable List<Change> changes,
        @Nullable List<PlannedFault> faults,
        List<Run> runs,
        Afterwards afterwards) {

    /// @param before a Task state
    /// @param calls the calls of its function before each of which it happens, counted from 1
    /// @param sql with `:facility` for the facility's id
    record Change(String before, List<Integer> calls, String what, String sql) {}

    /// @param at a Task state
    record PlannedFault(String at, List<Integer> calls, Fault fault) {}

    enum Fault {
        /// The database takes no connection and drops those it has.
        DATABASE_AWAY,
        /// The topic answers 503.
        TOPIC_REFUSES,
        /// Redis is not there at all.
        CACHE_AWAY,
        /// Lambda has no room for the call.
        THROTTLED,
        /// The function does nothing and never answers: the task's timeout passes.
        HANGS,
        /// The function does its work, but its answer is lost: the task's timeout passes.
        ANSWER_LOST,
        /// The function ran into its own timeout.
        FUNCTION_TIMED_OUT,
        /// The function's process ended, without an error type.
        CRASHED,
        /// The answer is an object without any field.
        EMPTY_ANSWER
    }

    /// @param act START at the workflow, DELIVER a message of the queue to Start Tray Order,
    ///     REDRIVE the execution of the run before, or REVALIDATE the orders, with what comes of
    ///     it
    /// @param attempt of the request
    /// @param request fields that differ from a proper request's
    /// @param ends the name of the end state; `FAILED at <state>: <error>`; or `REFUSED: <code>`
    /// @param path the states, in the order in which they were entered
    /// @param retried per state the errors after which it was tried again
    /// @param output of the execution
    /// @param sent per state what the last call of its function must have been told, among more
    /// @param at what the clock shows first; null = no time passes
    /// @param what happens before, and the statements that it is for the database; null = nothing
    /// @param twice everything that may come twice does
    record Run(
            Act act,
            int attempt,
            @Nullable JsonNode request,
            String ends,
            @Nullable List<String> path,
            @Nullable Map<String, List<String>> retried,
            @Nullable JsonNode output,
            @Nullable Map<String, JsonNode> sent,
            @Nullable OffsetDateTime at,
            @Nullable String what,
            @Nullable String sql,
            boolean twice) {}

    enum Act {
        START,
        DELIVER,
        REDRIVE,
        REVALIDATE
    }

    /// @param orders the tray orders of that meal
    /// @param request the row of the ledger
    /// @param replacement the row of the request that replaces its order; null = there is none
    /// @param notices what the topic took; a deadline at the last redrive is `the redrive`
    record Afterwards(
            List<JsonNode> orders,
            JsonNode request,
            @Nullable JsonNode replacement,
            List<JsonNode> notices) {}

    static Scenario read(Path file) {
        try {
            return Project.JSON
                    .copy()
                    .findAndRegisterModules()
                    .treeToValue(Project.json(file), Scenario.class);
        } catch (IOException e) {
            throw new UncheckedIOException("in " + file, e);
        }
    }
}
