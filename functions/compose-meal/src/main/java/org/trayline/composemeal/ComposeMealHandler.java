package org.trayline.composemeal;

import org.trayline.cache.RedisRecipeCatalog;
import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresRecipeCatalog;

/// The Lambda of the state *Compose Meal*.
public final class ComposeMealHandler extends StepHandler<ComposeMeal.Input, ComposeMeal.Output>
        implements AutoCloseable {
    private final RedisRecipeCatalog recipes;
    private final ComposeMeal composeMeal;

    public ComposeMealHandler() {
        this(Settings.ofProcess());
    }

    public ComposeMealHandler(Settings settings) {
        super(ComposeMeal.Input.class, "Compose Meal");
        IamLogin login = new IamLogin(settings);
        var postgres =
                PostgresConnection.of(settings::require, login::databasePassword, "compose-meal");
        this.recipes =
                RedisRecipeCatalog.of(
                        settings::require,
                        login::cachePassword,
                        new PostgresRecipeCatalog(postgres));
        this.composeMeal = new ComposeMeal(recipes, new TrayComposer());
    }

    @Override
    protected ComposeMeal.Output answer(ComposeMeal.Input input, LogLine log) {
        log.execution(input.executionName())
                .request(input.requestId().value())
                .retry(input.retryCount());
        long readsBefore = recipes.databaseReads();
        ComposeMeal.Output output = composeMeal.compose(input, log);
        boolean cached = recipes.databaseReads() == readsBefore;
        log.outcome(output.outcome().name()).count(cached ? "cacheHits" : "cacheMisses", 1);
        return output;
    }

    @Override
    public void close() {
        recipes.close();
    }
}
