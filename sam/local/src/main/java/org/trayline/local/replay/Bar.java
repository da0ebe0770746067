package org.trayline.local.replay;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.trayline.replayorders.Progress;

/// A bar per stage, on stderr.
public final class Bar implements Progress, AutoCloseable {
    private @Nullable ProgressBar bar;
    private @Nullable Stage shown;

    @Override
    public void at(Stage stage, int done, int of) {
        ProgressBar current = bar;
        if (current == null || stage != shown) {
            close();
            current =
                    new ProgressBarBuilder()
                            .setTaskName(stage.name().toLowerCase(Locale.ROOT))
                            .setInitialMax(of == 0 ? -1 : of)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(100)
                            .setMaxRenderedLength(100)
                            .build();
            bar = current;
            shown = stage;
        }
        current.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
